"""The one place that reads the clock; everything below takes the time as an argument."""

from datetime import datetime, timezone


def now() -> datetime:
    """Return the present moment in UTC, with its zone."""
    return datetime.now(timezone.utc)
