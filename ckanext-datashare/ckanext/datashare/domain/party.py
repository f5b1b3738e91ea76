"""A body's place in one agreement."""

from __future__ import annotations

from enum import Enum


class PartyState(str, Enum):
    """How far a body has come in an agreement."""

    NAMED = "named"  # written in the text; the body has not been told yet
    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"
    LEFT = "left"


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


def target(act: str, state: PartyState) -> PartyState:
    """Return the state that ``act`` (join, decline, leave, invite) leads to.

    :raises PartyMoveRefused: with a sentence for the person who asked.
    """
    sources, result = _MOVES[act]
    if state not in sources:
        raise PartyMoveRefused(f"This body has {state.value}, so it cannot {act} now.")
    return result
