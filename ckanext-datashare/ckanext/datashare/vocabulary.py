"""The lists from which field values come: YAML files under ``vocabularies``, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "vocabularies"


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a list.

    ``explanation`` says in a sentence what it means; ``source`` names the law or standard;
    ``group`` heads the terms that belong together in a long list.
    """

    id: str
    label: str
    explanation: str = ""
    source: str = ""
    group: str = ""


class UnknownVocabulary(LookupError):
    """No file of that name; a fault of ours, never of the person who typed a value."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no vocabulary {name!r} in {FOLDER.name}/")


@cache
def load(name: str) -> Mapping[str, Term]:
    """Return the terms of the list ``name`` by id, in the file's order.

    :raises UnknownVocabulary: when there is no such file.
    """
    path = FOLDER / f"{name}.yaml"
    if not name.isidentifier() or not path.is_file():
        raise UnknownVocabulary(name)
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["terms"]
    terms = [Term(**row) for row in rows]
    found = {term.id: term for term in terms}
    if len(found) != len(terms):
        raise ValueError(f"{path.name}: an id stands there twice")
    return found


def names() -> list[str]:
    """Return the names of all lists."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def label(name: str, term: str) -> str:
    """Return the words for the value ``term``; the value itself where the list has it no more."""
    known = load(name).get(term)
    return known.label if known else term


def choices(name: str) -> list[dict[str, str]]:
    """Return the list as scheming wants its choices: ``{"value", "label"}``."""
    return [{"value": term.id, "label": term.label} for term in load(name).values()]
