"""What an agreement still needs: to be registered (existing) or to be agreed (new).

A draft needs its title and lead alone; everything else is asked here, when it is submitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

ANY = "any"


class Level(str, Enum):
    """How much is asked."""

    EXISTING = "existing"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Requirement:
    """When a field must be filled.

    ``at`` is the lowest level that asks for it, or None where only a condition does: that
    ``other`` holds one of ``values`` (``any`` for anything). ``unless`` names a field that may
    be filled in its place.
    """

    field: str
    label: str
    at: Level | None
    other: str = ""
    values: frozenset[str] = frozenset()
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that is missing, and the sentence that says so."""

    field: str
    sentence: str


def missing(
    agreement: Mapping[str, object],
    *,
    level: Level,
    requirements: Iterable[Requirement],
    has_document: bool,
) -> list[Gap]:
    """Return what ``agreement`` lacks at ``level``, in the order of the form.

    :param has_document: whether a public copy of the signed document is there; an existing
        agreement without one needs ``document_not_public_reason``.
    """
    return list(_missing(agreement, level, requirements, has_document))


def _missing(
    agreement: Mapping[str, object],
    level: Level,
    requirements: Iterable[Requirement],
    has_document: bool,
) -> Iterator[Gap]:
    for need in requirements:
        if need.field == "document_not_public_reason":
            if level is Level.EXISTING and not has_document and _empty(agreement, need.field):
                sentence = "Add the public copy of the document, or say why it is not public."
                yield Gap(need.field, sentence)
        elif need.field == "parties" and _bodies(agreement) < 2:
            yield Gap("parties", "Enter at least two organisations, the lead and one other.")
        elif _asked(need, agreement, level) and _empty(agreement, need.field):
            yield Gap(need.field, f"Enter an answer for “{need.label}”.")


def _asked(need: Requirement, agreement: Mapping[str, object], level: Level) -> bool:
    if need.unless and not _empty(agreement, need.unless):
        return False
    if level is Level.NEW and need.other:
        held = _values(agreement.get(need.other))
        if held and (ANY in need.values or held & need.values):
            return True
    return need.at is Level.EXISTING or need.at is level


def _bodies(agreement: Mapping[str, object]) -> int:
    """Return how many bodies take part, the lead counted once."""
    rows = agreement.get("parties")
    named = {
        str(row.get("body") or row.get("body_words") or "")
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, Mapping)
    }
    return len((named | {str(agreement.get("owner_org") or "")}) - {""})


def _empty(agreement: Mapping[str, object], field: str) -> bool:
    value = agreement.get(field)
    return value is None or value == [] or value == {} or str(value).strip() == ""


def _values(value: object) -> set[str]:
    if isinstance(value, (list, tuple)):
        return {str(item) for item in value}
    return {str(value)} if value not in (None, "") else set()
