"""When a message leaves: at once, in a digest, or again after a failure."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from enum import Enum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

DIGEST_TIME = time(8, 0)  # London time: before the working day
MONDAY = 0

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=1),
    timedelta(days=2),
)
"""Waits after the first, second, … failure: five days in all, so that a bank holiday weekend
without anybody at the mail server loses nothing."""


class Cadence(str, Enum):
    """How often a person wants mail of one family of notices."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    OFF = "off"


def cadence(wanted: Cadence | None, *, duty: bool) -> Cadence:
    """Return when a notice's mail leaves, given what the person ``wanted``.

    A notice that asks the person to act (a duty) may wait for a digest but is never dropped.
    """
    if wanted is None or (duty and wanted is Cadence.OFF):
        return Cadence.AT_ONCE
    return wanted


def digest_due(wanted: Cadence, at: datetime) -> datetime:
    """Return when the digest that takes a notice of the moment ``at`` leaves, in UTC.

    Daily: the next 8 in the morning in London; weekly: the next Monday's. A notice written at
    that very moment goes into the following digest.
    """
    local = at.astimezone(LONDON)
    day = local.date()
    if local.time() >= DIGEST_TIME:
        day += timedelta(days=1)
    if wanted is Cadence.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return datetime.combine(day, DIGEST_TIME, LONDON).astimezone(timezone.utc)


def next_attempt(attempts: int, at: datetime) -> datetime | None:
    """Return when to try again after the failure number ``attempts``; None: park it.

    :raises ValueError: for a number below one: nothing has failed yet.
    """
    if attempts < 1:
        raise ValueError("a wait follows a failure")
    if attempts > len(WAITS):
        return None
    return at + WAITS[attempts - 1]
