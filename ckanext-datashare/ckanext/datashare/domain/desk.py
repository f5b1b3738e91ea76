"""What waits for one person: which acts of which agreements are theirs to do now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from .board import OUT, Said
from .decision import Kind, stands
from .party import PartyState
from .role import ACCOUNTABLE, DECIDERS, REVIEWERS, SIGNATORIES, Role
from .state import Origin, State
from .verdict import Actor


class Duty(str, Enum):
    """What there is to do, or to wait for."""

    SIGN = "sign"
    APPROVE = "approve"
    ENDORSE = "endorse"
    ANSWER = "answer"
    SETTLE = "settle"
    AGREE = "agree"
    FREEZE = "freeze"
    REVIEW = "review"
    NOTICE = "notice"  # say by when parts of an existing agreement must be withheld
    MEND = "mend"  # it came back from review
    APPROVALS = "approvals"
    SIGNATURES = "signatures"
    REPLY = "reply"
    REVIEWER = "reviewer"


# Once it is in force, the others still join by their signature.
_SIGNABLE = frozenset({State.SIGNING, State.REGISTERED, State.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Case:
    """An agreement under way, as far as a desk needs it."""

    id: str
    title: str
    state: State
    origin: Origin
    lead: str
    since: datetime
    submitted_at: datetime | None
    writers: frozenset[str]
    submitted_by: str | None
    parties: Mapping[str, PartyState]
    waived: frozenset[str] = frozenset()
    said: Sequence[Said] = ()
    signed: frozenset[str] = frozenset()
    is_frozen: bool = False
    endorser: str = ""

    def others(self) -> list[str]:
        """Return the bodies beside the lead that are still in it."""
        return [
            body for body, state in self.parties.items() if body != self.lead and state not in OUT
        ]

    def unapproved(self) -> list[str]:
        """Return the bodies whose approval is missing."""
        fresh = [one for one in self.said if stands(at=one.at, submitted_at=self.submitted_at)]
        if any(one.kind is Kind.ENDORSE for one in fresh):
            return []
        approved = {one.body for one in fresh if one.kind is Kind.APPROVE}
        return [body for body in self.others() if body not in approved]

    def unsigned(self) -> list[str]:
        """Return the bodies that have not signed, the lead among them."""
        return [body for body in (self.lead, *self.others()) if body not in self.signed]

    def unanswered(self, kind: Kind) -> list[Said]:
        """Return the questions (or the advice) that wait for a word of the lead's."""
        answered = {one.in_reply_to for one in self.said}
        return [one for one in self.said if one.kind is kind and one.id not in answered]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing of one case: for which body, in which role, since when, about what said."""

    duty: Duty
    case: Case
    body: str
    role: Role | None
    since: datetime
    about: str = ""


def due(case: Case, who: Actor) -> list[Task]:
    """Return what ``who`` has to do about the case now."""
    return list(_new(case, who) if case.origin is Origin.NEW else _existing(case, who)) + list(
        _mending(case, who)
    )


def waiting(case: Case, who: Actor) -> list[Task]:
    """Return what ``who`` waits for others to do: theirs is done."""
    return list(_waiting(case, who))


def _new(case: Case, who: Actor) -> Iterator[Task]:
    if case.is_frozen and case.state in _SIGNABLE:
        for body in case.unsigned():
            yield from _task(Duty.SIGN, case, who, body, SIGNATORIES)
    if case.state is State.REVIEW:
        for body in case.unapproved():
            yield from _task(Duty.APPROVE, case, who, body, DECIDERS)
        if case.endorser and case.unapproved():
            yield from _task(Duty.ENDORSE, case, who, case.endorser, (Role.IG_LEAD,))
        if case.others() and not case.unapproved():
            yield from _task(Duty.AGREE, case, who, case.lead, (Role.IG_LEAD,))
    if case.state is State.AGREED:
        yield from _task(Duty.FREEZE, case, who, case.lead, (Role.IG_LEAD,))
    for one in case.unanswered(Kind.QUERY):
        yield from _task(Duty.ANSWER, case, who, case.lead, DECIDERS, one)
    for one in case.unanswered(Kind.ADVISE):
        yield from _task(Duty.SETTLE, case, who, case.lead, ACCOUNTABLE, one)


def _existing(case: Case, who: Actor) -> Iterator[Task]:
    if case.state is not State.REVIEW:
        return
    for body in case.others():
        if body not in case.waived and case.parties[body] is PartyState.INVITED:
            yield from _task(Duty.NOTICE, case, who, body, DECIDERS)
    if who.id not in (case.submitted_by, *case.writers):
        if who.capacities.get(case.lead) == "admin":
            yield Task(Duty.REVIEW, case, case.lead, None, case.since)
        else:
            yield from _task(Duty.REVIEW, case, who, case.lead, REVIEWERS)


def _mending(case: Case, who: Actor) -> Iterator[Task]:
    is_mine = who.id in case.writers and who.has_capacity(case.lead, "editor", "admin")
    if case.state is State.DRAFT and case.submitted_at is not None and is_mine:
        yield Task(Duty.MEND, case, case.lead, None, case.since)


def _waiting(case: Case, who: Actor) -> Iterator[Task]:
    if case.origin is not Origin.NEW:
        if case.state is State.REVIEW and who.id == case.submitted_by:
            yield Task(Duty.REVIEWER, case, case.lead, None, case.since)
        return
    mine = [one for one in case.unanswered(Kind.QUERY) if who.holds(one.body, *DECIDERS)]
    for one in mine:
        yield from _task(Duty.REPLY, case, who, one.body, (*DECIDERS, *SIGNATORIES), one)
    for body in (case.lead, *case.others()):
        is_lead = body == case.lead
        if case.state is State.REVIEW and case.unapproved() and body not in case.unapproved():
            roles = (Role.IG_LEAD,) if is_lead else DECIDERS
            yield from _task(Duty.APPROVALS, case, who, body, roles)
        if case.state is State.SIGNING and case.unsigned() and body in case.signed:
            yield from _task(Duty.SIGNATURES, case, who, body, SIGNATORIES)


def _task(
    duty: Duty,
    case: Case,
    who: Actor,
    body: str,
    roles: Sequence[Role],
    about: Said | None = None,
) -> Iterator[Task]:
    """Yield the task once, where ``who`` holds one of the roles for the body."""
    held = [role for role in roles if (body, role) in who.roles]
    if held:
        since = about.at if about is not None else case.since
        yield Task(duty, case, body, held[0], since, about.id if about is not None else "")
