"""States of an agreement and the moves between them: the table of ``docs/states.md`` in code.

A state is stored; "active", "not started", "review overdue" and "expired" are computed from
dates (see ``period.py``) and never stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(str, Enum):
    """Where an agreement stands."""

    DRAFT = "draft"
    REVIEW = "review"
    AGREED = "agreed"
    SIGNING = "signing"
    REGISTERED = "registered"
    SUSPENDED = "suspended"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TAKEN_DOWN = "taken_down"


class Origin(str, Enum):
    """How an agreement came to the register."""

    EXISTING = "existing"  # signed elsewhere, its document uploaded
    NEW = "new"  # written here
    IMPORTED = "imported"  # mirrors a register elsewhere


class Who(str, Enum):
    """Who may make a move; ``access.py`` turns each into people."""

    LEAD_EDITOR = "editor of the lead body"
    LEAD_ADMIN = "administrator of the lead body"
    LEAD_ADMIN_OR_SYSADMIN = "administrator of the lead body, or of the site"
    REVIEWER = "IG lead, DPO or administrator of the lead body"
    IG_LEAD = "IG lead of the lead body"
    PARTY_OR_REVIEWER = "role holder of a party, or the reviewer"
    ACCOUNTABLE = "SIRO or information asset owner of the lead body"
    GUARDIANS = "DPO, SIRO or information asset owner of the lead body"
    SIGNATORIES = "signatories"
    SUCCESSION = "registration of the next version"


PUBLIC_STATES = frozenset({State.REGISTERED, State.SUSPENDED, State.ENDED, State.SUPERSEDED})
OPEN_STATES = frozenset({State.DRAFT, State.REVIEW, State.AGREED, State.SIGNING})


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: from where, by which act, to where, by whom."""

    act: str
    sources: frozenset[State]
    target: State | None  # None: back to the state before
    who: Who
    reason_required: bool = False
    origin: Origin | None = None  # None: any origin

    @property
    def event(self) -> str:
        """Name of the event this move leaves."""
        return f"agreement:state:{_PAST[self.act]}"


_PAST = {
    "submit": "submitted",
    "return": "returned",
    "register": "registered",
    "agree": "agreed",
    "freeze": "frozen",
    "sign": "registered",
    "reopen": "reopened",
    "withdraw": "withdrawn",
    "refuse": "refused",
    "suspend": "suspended",
    "resume": "resumed",
    "end": "ended",
    "supersede": "superseded",
    "take_down": "taken_down",
    "restore": "restored",
}

_S = State


def _row(
    act: str,
    sources: set[State] | frozenset[State],
    target: State | None,
    who: Who,
    *,
    reason: bool = False,
    origin: Origin | None = None,
) -> Transition:
    return Transition(act, frozenset(sources), target, who, reason, origin)


_DECIDABLE = {_S.REVIEW, _S.AGREED, _S.SIGNING}
_ROWS = (
    _row("submit", {_S.DRAFT}, _S.REVIEW, Who.LEAD_EDITOR),
    _row("return", {_S.REVIEW}, _S.DRAFT, Who.REVIEWER, reason=True),
    _row("register", {_S.REVIEW}, _S.REGISTERED, Who.REVIEWER, origin=Origin.EXISTING),
    _row("agree", {_S.REVIEW}, _S.AGREED, Who.IG_LEAD, origin=Origin.NEW),
    _row("freeze", {_S.AGREED}, _S.SIGNING, Who.IG_LEAD, origin=Origin.NEW),
    _row("sign", {_S.SIGNING}, _S.REGISTERED, Who.SIGNATORIES, origin=Origin.NEW),
    _row("reopen", {_S.SIGNING, _S.REFUSED}, _S.DRAFT, Who.IG_LEAD, reason=True),
    _row("withdraw", OPEN_STATES, _S.WITHDRAWN, Who.LEAD_ADMIN, reason=True),
    _row("refuse", _DECIDABLE, _S.REFUSED, Who.PARTY_OR_REVIEWER, reason=True),
    _row("suspend", {_S.REGISTERED}, _S.SUSPENDED, Who.GUARDIANS, reason=True),
    _row("resume", {_S.SUSPENDED}, _S.REGISTERED, Who.GUARDIANS, reason=True),
    _row("end", {_S.REGISTERED, _S.SUSPENDED}, _S.ENDED, Who.ACCOUNTABLE, reason=True),
    _row("supersede", {_S.REGISTERED}, _S.SUPERSEDED, Who.SUCCESSION),
    _row("take_down", PUBLIC_STATES, _S.TAKEN_DOWN, Who.LEAD_ADMIN_OR_SYSADMIN, reason=True),
    _row("restore", {_S.TAKEN_DOWN}, None, Who.LEAD_ADMIN_OR_SYSADMIN, reason=True),
)
TRANSITIONS: dict[str, Transition] = {row.act: row for row in _ROWS}


class TransitionRefused(ValueError):
    """The agreement does not allow this move from where it stands."""


def target(act: str, *, state: State, origin: Origin, before: State | None = None) -> State:
    """Return the state that ``act`` leads to.

    :param before: the state held before a take-down; needed by ``restore`` alone.
    :raises TransitionRefused: with a sentence for the person who asked.
    """
    move = TRANSITIONS[act]
    if state not in move.sources:
        raise TransitionRefused(
            f"This agreement is {LABELS[state].lower()}, so you cannot {act.replace('_', ' ')} it."
        )
    if move.origin is not None and origin is not move.origin:
        raise TransitionRefused(f"Only an agreement of origin “{move.origin.value}” can do this.")
    if move.target is not None:
        return move.target
    if before is None:
        raise TransitionRefused("The state to go back to is not known.")
    return before


LABELS: dict[State, str] = {
    State.DRAFT: "Draft",
    State.REVIEW: "In review",
    State.AGREED: "Agreed",
    State.SIGNING: "Being signed",
    State.REGISTERED: "Registered",
    State.SUSPENDED: "Suspended",
    State.ENDED: "Ended",
    State.SUPERSEDED: "Replaced",
    State.REFUSED: "Refused",
    State.WITHDRAWN: "Withdrawn",
    State.TAKEN_DOWN: "Taken down",
}
