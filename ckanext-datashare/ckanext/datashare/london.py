"""London's calendar: dates on pages and midnight in the register are London's, not UTC's."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from . import clock

ZONE = ZoneInfo("Europe/London")


def day(at: datetime | None = None) -> date:
    """Return the date in London at ``at`` (now, when left out)."""
    return (at or clock.now()).astimezone(ZONE).date()


def midnight(of: date) -> datetime:
    """Return the moment at which the day ``of`` begins in London."""
    return datetime.combine(of, time.min, ZONE)
