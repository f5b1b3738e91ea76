"""What each party keeps for how long under an agreement, and when it has to look again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .ropa import NOT_STATED, Place

HEADER = ("Organisation", "Data", "Kept for", "Counted from", "Then")
_DATES = (
    ("start_date", "The agreement starts"),
    ("review_date", "Review the agreement"),
    ("end_date", "The agreement ends"),
)


def schedule(said: Mapping[str, str], places: Sequence[Place]) -> tuple[tuple[str, ...], ...]:
    """Return a line for each party that gets data, under :data:`HEADER`.

    :param said: the agreement in words by field
    """
    told = tuple(
        said.get(field) or NOT_STATED
        for field in ("disclosed_information", "retention_period", "retention_start", "disposal")
    )
    return tuple((place.title, *told) for place in places if place.gets)


def dates(said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what happens on which day; a day that is not stated is left out."""
    return tuple((words, said[field]) for field, words in _DATES if said.get(field))
