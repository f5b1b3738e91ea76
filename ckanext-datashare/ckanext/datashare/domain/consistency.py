"""What cannot all be true at once in an agreement, or stands there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Row: TypeAlias = Mapping[str, object]
# Where the mistake is: a field, or a field, row and subfield.
Place: TypeAlias = "tuple[str] | tuple[str, int, str]"

_NO_SLUG = re.compile(r"[^a-z0-9]+")


def dates(agreement: Mapping[str, object]) -> Iterator[tuple[Place, str]]:
    """Yield contradictions between ISO dates; a review may be due after the end.

    A later ``YYYY-MM-DD`` is also the later text, so texts are compared.
    """
    start, end, review = (
        str(agreement.get(field) or "") for field in ("start_date", "end_date", "review_date")
    )
    if start and end and end < start:
        yield ("end_date",), "The end date is before the start date."
    if start and review and review < start:
        yield ("review_date",), "The review date is before the start date."


def parties(rows: Sequence[Row]) -> Iterator[tuple[Place, str]]:
    """Yield parties without a body, and bodies that stand there twice."""
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows):
        body = str(row.get("body") or "")
        named = str(row.get("body_words") or "").casefold()
        if not body and not named:
            yield ("parties", number, "body"), "Enter which organisation this party is."
            continue
        key = ("id", body) if body else ("words", named)
        if key in seen:
            yield (
                ("parties", number, "body" if body else "body_words"),
                f"This organisation is already party {seen[key] + 1}. Delete one of the two.",
            )
        seen.setdefault(key, number)


def purposes(rows: Sequence[Row]) -> Iterator[tuple[Place, str]]:
    """Yield permitted uses whose short names are the same or badly formed."""
    seen: set[str] = set()
    for number, row in enumerate(rows):
        short = str(row.get("id") or "")
        if not short:  # one is made from the title
            continue
        if short != slug(short):
            yield ("purposes", number, "id"), "Use small letters, digits and hyphens only."
        elif short in seen:
            yield ("purposes", number, "id"), "Another use has this short name."
        seen.add(short)


def slug(title: str, *, taken: set[str] | frozenset[str] = frozenset()) -> str:
    """Return a short name for a use: small letters, digits and hyphens, unlike those ``taken``."""
    base = _NO_SLUG.sub("-", title.lower()).strip("-")[:50].strip("-") or "use"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name
