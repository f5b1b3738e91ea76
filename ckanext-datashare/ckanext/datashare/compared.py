"""Two versions of an agreement side by side, field by field, each in its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

from . import field_text
from .domain.comparison import Paragraph, compare, is_same
from .schemas import definition
from .schemas.definition import Field

# Where an entry comes from and what was shared under a version are no part of its text.
_NOT_TEXT = frozenset({"source", "releases"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not the same in both versions."""

    label: str
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Compared:
    """What two versions have in common and what they do not; ``same`` are labels."""

    differences: Sequence[Difference]
    same: str


def of(before: Mapping[str, Any], after: Mapping[str, Any]) -> Compared:
    """Return the differences between two dictionaries, as the reader may see them."""
    differences, same = [], []
    for section in definition.sections():
        if section.id in _NOT_TEXT:
            continue
        for known in section.fields:
            paragraphs = compare(*(words(known, one.get(known.name)) for one in (before, after)))
            label = tk._(known.label)
            if not is_same(paragraphs):
                differences.append(Difference(label, paragraphs))
            elif paragraphs:
                same.append(label)
    return Compared(differences, "; ".join(same))


def words(known: Field, value: Any) -> str:
    """Return a field's value as text: a paragraph for each item, and for each row of a table."""
    if known.kind == "rows":
        return "\n".join(_row(known, row) for row in value or [] if isinstance(row, Mapping))
    return "\n".join(field_text.texts(known, value))


def _row(known: Field, row: Mapping[str, Any]) -> str:
    parts = (
        (part, "; ".join(field_text.texts(part, row.get(name))))
        for name, part in known.subfields.items()
    )
    return ". ".join(
        f"{tk._(part.label)}: {' '.join(said.split())}" for part, said in parts if said
    )
