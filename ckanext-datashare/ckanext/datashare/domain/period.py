"""What an agreement's dates say on a given day: never stored, always computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from .state import LABELS, State


class Standing(str, Enum):
    """The word a reader sees for a registered agreement."""

    NOT_STARTED = "not_started"
    ACTIVE = "active"
    EXPIRED = "expired"
    DATES_NOT_STATED = "dates_not_stated"


STANDING_LABELS = {
    Standing.NOT_STARTED: "Not started",
    Standing.ACTIVE: "Active",
    Standing.EXPIRED: "Expired",
    Standing.DATES_NOT_STATED: "Dates not stated",
}


@dataclass(frozen=True, slots=True)
class Period:
    """The dates of an agreement; the end date is the last day it is in force."""

    start: date | None
    end: date | None
    review: date | None = None

    def standing(self, today: date) -> Standing:
        """Return where ``today`` lies in the period.

        With neither date stated nothing can be said, and nothing may be exchanged.
        """
        if self.start is None and self.end is None:
            return Standing.DATES_NOT_STATED
        if self.end is not None and today > self.end:
            return Standing.EXPIRED
        if self.start is not None and today < self.start:
            return Standing.NOT_STARTED
        return Standing.ACTIVE

    def is_review_overdue(self, today: date) -> bool:
        """Return whether the review date has passed while the agreement is still running."""
        return (
            self.review is not None
            and today > self.review
            and self.standing(today) is not Standing.EXPIRED
        )

    def next_change(self, today: date) -> date | None:
        """Return the next day on which :meth:`standing` or the review mark changes."""
        ahead = [
            day
            for day in (
                self.start,
                _day_after(self.end),
                _day_after(self.review),
            )
            if day is not None and day > today
        ]
        return min(ahead, default=None)


def display_state(state: State, period: Period, today: date) -> str:
    """Return the machine word of what a reader sees: a standing for registered ones."""
    return period.standing(today).value if state is State.REGISTERED else state.value


def display_label(word: str) -> str:
    """Return the label of a word that :func:`display_state` gave."""
    if word in Standing._value2member_map_:
        return STANDING_LABELS[Standing(word)]
    return LABELS[State(word)]


def _day_after(day: date | None) -> date | None:
    return None if day is None else date.fromordinal(day.toordinal() + 1)
