"""Working days in England: weekends and bank holidays do not count."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)

# Days proclaimed once, and days moved, since 2020 (gov.uk/bank-holidays).
_ADDED = {
    date(2020, 5, 8),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
}
_DROPPED = {date(2020, 5, 4), date(2022, 5, 30)}


def is_working_day(day: date) -> bool:
    """Return whether ``day`` is neither on a weekend nor a bank holiday in England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(start: date, count: int) -> date:
    """Return the ``count``-th working day after ``start``; ``start`` itself is not counted."""
    day = start
    while count > 0:
        day += _DAY
        count -= is_working_day(day)
    return day


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """Return England's bank holidays of ``year``.

    By rule: Banking and Financial Dealings Act 1971, schedule 1, and the common law holidays
    (Good Friday, Christmas Day), with substitutes for those that fall on a weekend.
    """
    easter = _easter(year)
    new_year = _weekday_from(date(year, 1, 1))
    christmas = _weekday_from(date(year, 12, 25))
    boxing = _weekday_from(max(date(year, 12, 26), christmas + _DAY))
    if date(year, 12, 25).weekday() == 6:  # Sunday: Boxing Day keeps Monday, Christmas moves
        boxing, christmas = date(year, 12, 26), date(year, 12, 27)
    days = {
        new_year,
        easter - 2 * _DAY,
        easter + _DAY,
        _weekday_from(date(year, 5, 1), monday=True),
        _last_monday(year, 5),
        _last_monday(year, 8),
        christmas,
        boxing,
    }
    return frozenset((days | {d for d in _ADDED if d.year == year}) - _DROPPED)


def _weekday_from(day: date, *, monday: bool = False) -> date:
    while day.weekday() != 0 if monday else day.weekday() > 4:
        day += _DAY
    return day


def _last_monday(year: int, month: int) -> date:
    day = date(year, month, 31)
    return day - day.weekday() * _DAY


def _easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, odd = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    quarter, remainder = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * quarter - epact - remainder) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
