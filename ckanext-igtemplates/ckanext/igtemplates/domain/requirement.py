"""What a standard asks of a text: one requirement an element."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing a document has to say.

    ``needs`` are groups of fields: one of each group must be answered. ``by_text``: a clause about
    the element, with its answers, covers it as well; without ``needs`` nothing else does.
    ``only_if`` is a field and the values that make it apply.
    """

    id: str
    name: str
    gap: str
    source: str
    needs: tuple[tuple[str, ...], ...] = ()
    by_text: bool = False
    only_if: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """The requirements on one kind of document."""

    id: str
    title: str
    source: str
    elements: tuple[Requirement, ...]


def asked(
    id: str,
    name: str,
    gap: str,
    source: str,
    *needs: str,
    by_text: bool = False,
    only_if: tuple[str, tuple[str, ...]] | None = None,
) -> Requirement:
    """Return a requirement; ``needs`` are names of fields, alternatives with ``|`` between them."""
    groups = tuple(tuple(names.split("|")) for names in needs)
    return Requirement(id, name, gap, source, groups, by_text or not needs, only_if)
