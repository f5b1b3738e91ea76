"""A day as people and other systems write it."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?")
_BRITISH = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_WORDS = re.compile(r"([0-9]{1,2}) ([a-z]{3,9}) ([0-9]{4})", re.IGNORECASE)
_YEARS = range(1900, 2200)


class NotADay(ValueError):
    """The text is no day that we understand."""

    def __init__(self) -> None:
        super().__init__("Enter a real date with day, month and year, for example 27 March 2026.")


def parse(value: object) -> date:
    """Return the day in ``value``: a date, or ``2026-03-27``, ``27/3/2026``, ``27 March 2026``.

    :raises NotADay: for a day that does not exist, and for a month or a year alone.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) > 40:
        raise NotADay
    year, month, day = _parts(" ".join(value.split()))
    if year not in _YEARS:
        raise NotADay
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADay from None


def _parts(text: str) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _BRITISH.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _WORDS.fullmatch(text):
        word = found[2].lower()
        months = [n for n, name in enumerate(_MONTHS, 1) if name == word or name[:3] == word]
        if months:
            return int(found[3]), months[0], int(found[1])
    raise NotADay


def words(day: date) -> str:
    """Return the day as people write it: “27 March 2026”."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"
