"""An impact assessment's way: written, shown to the partners, advised on, settled, signed.

The data protection officer advises (Article 35(2) UK GDPR); the body's accountable roles accept
the advice or overrule it with reasons, approve measures and what remains, and sign. When signed
content changes, the assessment is outdated and goes the same way again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from .role import Role


class State(str, Enum):
    """Where an assessment stands."""

    DRAFT = "draft"
    CONSULTATION = "consultation"
    DPO_REVIEW = "dpo_review"
    RETURNED = "returned"
    SIGNED = "signed"
    OUTDATED = "outdated"


LABELS: dict[State, str] = {
    State.DRAFT: "Draft",
    State.CONSULTATION: "Partners are being asked",
    State.DPO_REVIEW: "With the data protection officer",
    State.RETURNED: "Returned",
    State.SIGNED: "Signed",
    State.OUTDATED: "Outdated",
}
_WRITTEN = frozenset({State.DRAFT, State.RETURNED, State.OUTDATED, State.CONSULTATION})
MOVES: dict[str, tuple[frozenset[State], State]] = {
    "consultation": (_WRITTEN - {State.CONSULTATION}, State.CONSULTATION),
    "dpo_review": (_WRITTEN, State.DPO_REVIEW),
    "return": (frozenset({State.CONSULTATION, State.DPO_REVIEW}), State.RETURNED),
    "sign": (frozenset({State.DPO_REVIEW}), State.SIGNED),
    "outdate": (frozenset({State.SIGNED}), State.OUTDATED),
}


class Kind(str, Enum):
    """What a decision about an assessment is."""

    MEASURES_APPROVED = "measures_approved"
    RESIDUAL_APPROVED = "residual_approved"
    DPO_ADVICE = "dpo_advice"
    ACCEPTED = "accepted"
    OVERRULED = "overruled"
    ICO_CONSULTATION_STARTED = "ico_consultation_started"
    ICO_CONSULTATION_ENDED = "ico_consultation_ended"
    SIGNED = "signed"
    RETURNED = "returned"
    CALDICOTT_VIEW = "caldicott_view"


KIND_LABELS: dict[Kind, str] = {
    Kind.MEASURES_APPROVED: "Measures approved",
    Kind.RESIDUAL_APPROVED: "Remaining risk approved",
    Kind.DPO_ADVICE: "Advice of the data protection officer",
    Kind.ACCEPTED: "Advice accepted",
    Kind.OVERRULED: "Advice overruled",
    Kind.ICO_CONSULTATION_STARTED: "ICO asked",
    Kind.ICO_CONSULTATION_ENDED: "ICO consultation ended",
    Kind.SIGNED: "Signed",
    Kind.RETURNED: "Returned",
    Kind.CALDICOTT_VIEW: "View of the Caldicott Guardian",
}
_ANSWERABLE = (Role.SIRO, Role.IAO)
# Who decides what. The officer advises and never signs: Article 38(6) UK GDPR.
WHO: dict[Kind, tuple[Role, ...]] = {
    Kind.MEASURES_APPROVED: _ANSWERABLE,
    Kind.RESIDUAL_APPROVED: _ANSWERABLE,
    Kind.DPO_ADVICE: (Role.DPO,),
    Kind.ACCEPTED: _ANSWERABLE,
    Kind.OVERRULED: _ANSWERABLE,
    Kind.ICO_CONSULTATION_STARTED: (Role.DPO, Role.IG_LEAD, Role.SIRO),
    Kind.ICO_CONSULTATION_ENDED: (Role.DPO, Role.IG_LEAD, Role.SIRO),
    Kind.SIGNED: _ANSWERABLE,
    Kind.RETURNED: (Role.DPO, Role.IG_LEAD, Role.SIRO, Role.IAO),
    Kind.CALDICOTT_VIEW: (Role.CALDICOTT_GUARDIAN,),
}
# What has to stand there in words. The others may have a note.
NEEDS_TEXT = frozenset({Kind.DPO_ADVICE, Kind.OVERRULED, Kind.RETURNED, Kind.CALDICOTT_VIEW})


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as the rules see it."""

    kind: Kind
    at: datetime


class MoveRefused(ValueError):
    """The assessment does not allow this where it stands."""


def target(move: str, *, state: State) -> State:
    """Return the state that a move leads to.

    :raises MoveRefused: with a sentence for the person who asked
    """
    sources, new = MOVES[move]
    if state not in sources:
        raise MoveRefused(f"This assessment is not open for that: {LABELS[state].lower()}.")
    return new


def round_of(decisions: Iterable[Decided], *, since: datetime | None) -> list[Kind]:
    """Return what was decided since the assessment was last sent to the officer, oldest first."""
    if since is None:
        return []
    return [decision.kind for decision in decisions if decision.at >= since]


def lacks(round_: Iterable[Kind]) -> tuple[str, ...]:
    """Return, in sentences, what has to be decided before the assessment can be signed."""
    kinds = list(round_)
    found = []
    if Kind.DPO_ADVICE not in kinds:
        found.append("The data protection officer has to advise first.")
    elif not settled(kinds):
        found.append("Accept the officer's advice, or overrule it with reasons.")
    if Kind.MEASURES_APPROVED not in kinds:
        found.append("The measures have to be approved.")
    if Kind.RESIDUAL_APPROVED not in kinds:
        found.append("The risk that remains has to be approved.")
    return tuple(found)


def settled(round_: Iterable[Kind]) -> bool:
    """Return whether the officer's latest advice was accepted or overruled after it was given."""
    open_ = True
    for kind in round_:
        if kind is Kind.DPO_ADVICE:
            open_ = True
        elif kind in (Kind.ACCEPTED, Kind.OVERRULED):
            open_ = False
    return not open_


def consultation_ended(decisions: Iterable[Decided]) -> bool:
    """Return whether the ICO was consulted and the latest consultation has ended."""
    ended = False
    for decision in decisions:
        if decision.kind is Kind.ICO_CONSULTATION_STARTED:
            ended = False
        elif decision.kind is Kind.ICO_CONSULTATION_ENDED:
            ended = True
    return ended


def consultation_runs(decisions: Iterable[Decided]) -> bool:
    """Return whether the ICO was asked and has not ended its consultation."""
    kinds = [
        decision.kind
        for decision in decisions
        if decision.kind in (Kind.ICO_CONSULTATION_STARTED, Kind.ICO_CONSULTATION_ENDED)
    ]
    return bool(kinds) and kinds[-1] is Kind.ICO_CONSULTATION_STARTED
