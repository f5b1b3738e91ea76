"""How long something is kept: ISO 8601 durations of years, months, weeks and days, and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = ("year", "month", "week", "day")
# ISO 8601-1:2019, 5.5.2.2; parts of a day are of no use for keeping records.
_ISO = re.compile(
    r"P(?=[0-9])(?:([0-9]{1,4})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"
)
_WORDS = re.compile(r"([0-9]{1,5}) ?(year|month|week|day)s?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,]*(?:and)?\s*", re.IGNORECASE)


class NotADuration(ValueError):
    """The text is no length of time that we understand."""

    def __init__(self) -> None:
        super().__init__("Enter a length of time, for example “3 years 11 months” or “P3Y11M”.")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time by the calendar."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    def __str__(self) -> str:
        parts = zip((self.years, self.months, self.weeks, self.days), "YMWD", strict=True)
        return "P" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0D")

    @property
    def words(self) -> str:
        """Return it as people say it: “3 years 11 months”."""
        counts = zip((self.years, self.months, self.weeks, self.days), _UNITS, strict=True)
        said = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counts if count]
        return " ".join(said) or "not kept at all"


def parse(text: str) -> Duration:
    """Return the duration written as ISO 8601 (``P3Y11M``) or in words (``3 years 11 months``).

    :raises NotADuration: for anything else, fractions and times of day included.
    """
    text = text.strip()
    found = _ISO.fullmatch(text.upper())
    if found:
        return Duration(*(int(count or 0) for count in found.groups()))
    return _from_words(text)


def _from_words(text: str) -> Duration:
    counts: dict[str, int] = {}
    position = 0
    while position < len(text):
        found = _WORDS.match(text, position)
        if found is None or found[2].lower() in counts:
            raise NotADuration
        counts[found[2].lower()] = int(found[1])
        gap = _BETWEEN.match(text, found.end())
        position = gap.end() if gap else found.end()
    if not counts:
        raise NotADuration
    return Duration(**{f"{unit}s": count for unit, count in counts.items()})
