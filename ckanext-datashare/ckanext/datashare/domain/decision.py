"""What people say about an agreement before it is signed: who may say it, when, and what it needs.

None of these is a signature. Reading, asking and approving are a party's own; advice and the
Caldicott Guardian's view are records beside the approval (UK GDPR Article 39(1)(a) and (c)).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from .party import SEES_PRIVATE, PartyState
from .role import ACCOUNTABLE, DECIDERS, SIGNATORIES, Role
from .state import Origin, State

TEXT_LIMIT = 4000  # characters of one question, answer, advice or reason


class Kind(str, Enum):
    """What is said."""

    READ = "read"
    QUERY = "query"
    ANSWER = "answer"
    APPROVE = "approve"
    ADVISE = "advise"
    SETTLE = "settle"
    CALDICOTT = "caldicott"
    ENDORSE = "endorse"


class Side(str, Enum):
    """For which body it is said."""

    ANY = "the lead or a party"
    PARTY = "a party beside the lead"
    LEAD = "the lead"
    ENDORSER = "the body that endorses for all"


class Outcome(str, Enum):
    """What it comes to, where words alone leave that open."""

    GO_AHEAD = "go_ahead"
    GO_AHEAD_IF = "go_ahead_if"
    DO_NOT = "do_not"
    ACCEPTED = "accepted"
    OVERRULED = "overruled"


class DecisionRefused(ValueError):
    """What was said does not fit; ``field`` is where to mend it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """Who says it, while the agreement stands where, and what has to be said with it.

    ``needs_text`` is whether words are due, whatever the outcome; ``reasons_for`` are the outcomes
    that need words. ``answers`` is the kind that it replies to.
    """

    kind: Kind
    past: str  # the event's name after ``decision:``
    side: Side
    roles: tuple[Role, ...]
    states: frozenset[State]
    needs_text: bool = False
    takes_text: bool = True
    outcomes: frozenset[Outcome] = frozenset()
    reasons_for: frozenset[Outcome] = frozenset()
    answers: Kind | None = None

    @property
    def event(self) -> str:
        """Return the name of the event it leaves."""
        return f"decision:{self.past}"


_UNDER_WAY = frozenset({State.REVIEW, State.AGREED, State.SIGNING})
# Once it is in force, the others still join by their signature, and read it before.
_READABLE = _UNDER_WAY | {State.REGISTERED, State.SUSPENDED}
_WITH_DRAFTS = _UNDER_WAY | {State.DRAFT}
_ADVICE = frozenset({Outcome.GO_AHEAD, Outcome.GO_AHEAD_IF, Outcome.DO_NOT})
_SPEAKERS = tuple(dict.fromkeys((*DECIDERS, *SIGNATORIES)))

_ROWS = (
    DecisionRule(Kind.READ, "text:read", Side.ANY, _SPEAKERS, _READABLE, takes_text=False),
    DecisionRule(
        Kind.QUERY, "question:asked", Side.PARTY, _SPEAKERS, _WITH_DRAFTS, needs_text=True
    ),
    DecisionRule(
        Kind.ANSWER,
        "question:answered",
        Side.LEAD,
        DECIDERS,
        _WITH_DRAFTS,
        needs_text=True,
        answers=Kind.QUERY,
    ),
    DecisionRule(Kind.APPROVE, "approval:given", Side.PARTY, DECIDERS, frozenset({State.REVIEW})),
    DecisionRule(
        Kind.ADVISE,
        "advice:given",
        Side.ANY,
        (Role.DPO,),
        _WITH_DRAFTS,
        needs_text=True,
        outcomes=_ADVICE,
    ),
    DecisionRule(
        Kind.SETTLE,
        "advice:settled",
        Side.LEAD,
        ACCOUNTABLE,
        _WITH_DRAFTS,
        outcomes=frozenset({Outcome.ACCEPTED, Outcome.OVERRULED}),
        reasons_for=frozenset({Outcome.OVERRULED}),
        answers=Kind.ADVISE,
    ),
    DecisionRule(
        Kind.CALDICOTT,
        "caldicott:given",
        Side.ANY,
        (Role.CALDICOTT_GUARDIAN,),
        _WITH_DRAFTS,
        outcomes=_ADVICE,
        reasons_for=frozenset({Outcome.GO_AHEAD_IF, Outcome.DO_NOT}),
    ),
    DecisionRule(
        Kind.ENDORSE,
        "endorsement:given",
        Side.ENDORSER,
        (Role.IG_LEAD,),
        frozenset({State.REVIEW}),
    ),
)
RULES: dict[Kind, DecisionRule] = {row.kind: row for row in _ROWS}


def bodies_of(
    side: Side, *, lead: str, parties: Mapping[str, PartyState], endorser: str
) -> frozenset[str]:
    """Return the bodies for which something of this side can be said."""
    others = {body for body, state in parties.items() if state in SEES_PRIVATE} - {lead}
    return {
        Side.ANY: frozenset({lead} | others),
        Side.PARTY: frozenset(others),
        Side.LEAD: frozenset({lead}),
        Side.ENDORSER: frozenset({endorser} - {""}),
    }[side]


def roles_that_allow(rule: DecisionRule, held: Iterable[Role]) -> list[Role]:
    """Return the roles, of those held for the body, in which this may be said."""
    mine = set(held)
    return [role for role in rule.roles if role in mine]


def check_time(rule: DecisionRule, *, state: State, origin: Origin) -> None:
    """Refuse what cannot be said while the agreement stands where it does.

    :raises DecisionRefused: at ``state``
    """
    if origin is not Origin.NEW:
        raise DecisionRefused(
            "state", "This agreement was signed elsewhere, so nothing is decided about it here."
        )
    if state not in rule.states:
        raise DecisionRefused("state", f"It is too {_when(rule, state)} for this.")


def check_words(
    rule: DecisionRule, *, outcome: str, text: str, answered: Kind | None = None
) -> None:
    """Refuse what is said without what it needs.

    :param answered: the kind of what it replies to, where it does
    :raises DecisionRefused: at ``in_reply_to``, ``outcome`` or ``text``
    """
    if answered is not rule.answers:
        sentence = "Choose what you answer." if rule.answers else "This answers nothing."
        raise DecisionRefused("in_reply_to", sentence)
    allowed = {one.value for one in rule.outcomes}
    if (outcome not in allowed) if allowed else bool(outcome):
        raise DecisionRefused("outcome", "Choose one of the answers.")
    if text and not rule.takes_text:
        raise DecisionRefused("text", "This takes no words. Ask a question instead.")
    reasons = {one.value for one in rule.reasons_for}
    if not text and (rule.needs_text or outcome in reasons):
        raise DecisionRefused("text", _DUE.get(rule.kind, "Enter your reasons."))
    if "\0" in text:
        raise DecisionRefused("text", "Take out the character that cannot be shown.")
    if len(text) > TEXT_LIMIT:
        raise DecisionRefused("text", f"Use at most {TEXT_LIMIT} characters.")


def stands(*, at: datetime, submitted_at: datetime | None) -> bool:
    """Return whether what was said at ``at`` is about the text as it was submitted last.

    A text can change only after it was returned, and then it is submitted anew.
    """
    return submitted_at is not None and at >= submitted_at


_DUE = {
    Kind.QUERY: "Enter your question.",
    Kind.ANSWER: "Enter your answer.",
    Kind.ADVISE: "Enter your advice.",
}


def _when(rule: DecisionRule, state: State) -> str:
    return "early" if state is State.DRAFT and rule.states & _UNDER_WAY else "late"
