"""A body's place in one agreement."""

from __future__ import annotations

from enum import Enum

from .state import Origin, State


class PartyState(str, Enum):
    """How far a body has come in an agreement."""

    NAMED = "named"  # written in the text; the body has not been told yet
    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"
    LEFT = "left"


# Whoever is still in it, or may still come in.
REMAINING = frozenset({PartyState.NAMED, PartyState.INVITED, PartyState.JOINED})
# A party sees a draft from the moment it is invited, and nothing private once it is out.
SEES_PRIVATE = frozenset({PartyState.INVITED, PartyState.JOINED})


class PartyMoveRefused(ValueError):
    """The party cannot make this move from where it stands."""


_MOVES: dict[str, tuple[frozenset[PartyState], PartyState]] = {
    "join": (frozenset({PartyState.INVITED}), PartyState.JOINED),
    "decline": (frozenset({PartyState.INVITED}), PartyState.DECLINED),
    "leave": (frozenset({PartyState.JOINED}), PartyState.LEFT),
    "invite": (
        frozenset({PartyState.NAMED, PartyState.DECLINED, PartyState.LEFT}),
        PartyState.INVITED,
    ),
}


# Acts of one body in an agreement that runs, and those that are not the lead's.
_WHILE_RUNNING = frozenset({"join", "leave", "suspend", "resume"})
_NOT_THE_LEADS = frozenset({"leave", "suspend", "resume", "decline"})
_RUNNING = frozenset({State.REGISTERED, State.SUSPENDED})
NEEDS_REASON = frozenset({"leave", "suspend", "resume"})


def check(
    act: str,
    state: PartyState,
    *,
    suspended: bool,
    leads: bool,
    agreement: State,
    origin: Origin,
) -> PartyState:
    """Return the state that an act of one body leads to.

    :param act: ``invite``, ``join``, ``decline``, ``leave``, ``suspend`` or ``resume``
    :param suspended: whether the body has suspended its own part
    :param leads: whether the body is the lead of the agreement
    :raises PartyMoveRefused: with a sentence for the person who asked.
    """
    if act in _WHILE_RUNNING and agreement not in _RUNNING:
        raise PartyMoveRefused("This agreement is not registered, or it is over.")
    if leads and act in _NOT_THE_LEADS:
        raise PartyMoveRefused("This body leads the agreement: it suspends or ends it for all.")
    if act == "join" and origin is Origin.NEW:
        raise PartyMoveRefused("A body joins this agreement by signing it.")
    if act in ("suspend", "resume"):
        _check_suspension(act, state, suspended)
        return state
    return target(act, state)


def _check_suspension(act: str, state: PartyState, suspended: bool) -> None:
    if state is not PartyState.JOINED:
        raise PartyMoveRefused(f"This body has not joined, so it cannot {act} its part.")
    if suspended == (act == "suspend"):
        said = "is suspended already" if suspended else "is not suspended"
        raise PartyMoveRefused(f"This body's part {said}.")


def target(act: str, state: PartyState) -> PartyState:
    """Return the state that ``act`` (join, decline, leave, invite) leads to.

    :raises PartyMoveRefused: with a sentence for the person who asked.
    """
    sources, result = _MOVES[act]
    if state not in sources:
        raise PartyMoveRefused(f"This body has {state.value}, so it cannot {act} now.")
    return result
