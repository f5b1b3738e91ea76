"""No live agreement, no access to exchanged data: when data may move, for one party on one day.

Live is a registered agreement, inside its dates and not suspended, for a party that has joined,
has not left and has not suspended its own part. The lead joins by registering.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from .party import PartyState
from .period import Period, Standing
from .state import State


class Hindrance(str, Enum):
    """Why data may not move; the value is a sentence for the person who asked."""

    NOT_REGISTERED = "This agreement is not registered."
    SUSPENDED = "This agreement is suspended."
    OVER = "This agreement has ended, or a newer version has taken its place."
    DATES_NOT_STATED = "This agreement does not say when sharing starts or ends."
    NOT_STARTED = "This agreement has not started."
    EXPIRED = "The last day of this agreement has passed."
    NOT_JOINED = "This body has not joined the agreement."
    LEFT = "This body has left the agreement."
    PART_SUSPENDED = "This body has suspended its part in the agreement."


def hindrance(
    *, state: State, period: Period, party: PartyState | None, suspended: bool, today: date
) -> Hindrance | None:
    """Return the first reason why data may not move for a party, or None where it may.

    :param party: where the body stands in the agreement; None when it does not name the body
    :param suspended: whether the body has suspended its own part
    :param today: the day in London
    """
    return _of_state(state) or _of_period(period, today) or _of_party(party, suspended)


def is_live(
    *, state: State, period: Period, party: PartyState | None, suspended: bool, today: date
) -> bool:
    """Return whether data may move for a party; arguments as for :func:`hindrance`."""
    found = hindrance(state=state, period=period, party=party, suspended=suspended, today=today)
    return found is None


def _of_state(state: State) -> Hindrance | None:
    if state is State.REGISTERED:
        return None
    if state is State.SUSPENDED:
        return Hindrance.SUSPENDED
    if state in (State.ENDED, State.SUPERSEDED):
        return Hindrance.OVER
    return Hindrance.NOT_REGISTERED


def _of_period(period: Period, today: date) -> Hindrance | None:
    return {
        Standing.ACTIVE: None,
        Standing.DATES_NOT_STATED: Hindrance.DATES_NOT_STATED,
        Standing.NOT_STARTED: Hindrance.NOT_STARTED,
        Standing.EXPIRED: Hindrance.EXPIRED,
    }[period.standing(today)]


def _of_party(party: PartyState | None, suspended: bool) -> Hindrance | None:
    if party is PartyState.LEFT:
        return Hindrance.LEFT
    if party is not PartyState.JOINED:
        return Hindrance.NOT_JOINED
    return Hindrance.PART_SUSPENDED if suspended else None
