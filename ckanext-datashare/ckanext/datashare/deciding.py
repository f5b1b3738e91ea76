"""What one person may say about an agreement now, and what of it still makes a difference."""

from __future__ import annotations

from datetime import datetime

from . import access
from .domain.board import OUT
from .domain.decision import (
    RULES,
    DecisionRefused,
    DecisionRule,
    Kind,
    check_time,
    stands,
)
from .domain.party import PartyState
from .domain.role import DECIDERS, SIGNATORIES, Role
from .domain.state import State
from .domain.verdict import Actor
from .model.agreement import Agreement
from .model.decision import Decision
from .model.party import Party

_SIGNABLE = frozenset({State.SIGNING, State.REGISTERED, State.SUSPENDED})
# Said once for a body about the text as it stands.
_ONCE = frozenset({Kind.READ, Kind.APPROVE, Kind.ENDORSE})


def possible(
    row: Agreement, asking: Actor, said: list[Decision], *, at: datetime
) -> list[tuple[Kind, str]]:
    """Return what the person may say, each with the body it would be said for."""
    about = access.subject(row, private=True)
    found = []
    for rule in RULES.values():
        if not _fits(rule, row) or not _is_due(rule, said):
            continue
        for body in sorted({body for body, role in asking.roles if role in rule.roles}):
            operation = f"decision:{rule.kind.value}:{body}"
            is_new = rule.kind not in _ONCE or not _has_said(rule.kind, body, row, said)
            if is_new and access.decide(asking, operation, about, at=at).allowed:
                found.append((rule.kind, body))
    return found


def open_questions(said: list[Decision]) -> list[Decision]:
    """Return the questions that nobody has answered, the oldest first."""
    return _unanswered(said, Kind.QUERY)


def open_advice(said: list[Decision]) -> list[Decision]:
    """Return the advice that nobody has accepted or overruled, the oldest first."""
    return _unanswered(said, Kind.ADVISE)


def signable(row: Agreement, asking: Actor, signed: set[str]) -> list[tuple[str, list[Role]]]:
    """Return the bodies the person may sign for now, each with the roles to sign in."""
    if row.frozen_id is None or row.state not in _SIGNABLE:
        return []
    found = []
    for party in Party.of(row.package_id):
        held = [role for body, role in asking.roles if body == party.body_id]
        roles = [role for role in SIGNATORIES if role in held]
        if roles and party.state not in OUT and party.body_id not in signed:
            found.append((party.body_id, roles))
    return found


def declinable(row: Agreement, asking: Actor) -> list[str]:
    """Return the invited bodies that the person may decline for."""
    return [
        party.body_id
        for party in Party.of(row.package_id)
        if party.state is PartyState.INVITED
        and party.body_id != row.lead
        and asking.holds(party.body_id, *DECIDERS)
    ]


def _unanswered(said: list[Decision], kind: Kind) -> list[Decision]:
    answered = {one.in_reply_to for one in said}
    return [one for one in said if one.what is kind and one.id not in answered]


def _fits(rule: DecisionRule, row: Agreement) -> bool:
    try:
        check_time(rule, state=row.state, origin=row.kind)
    except DecisionRefused:
        return False
    return True


def _is_due(rule: DecisionRule, said: list[Decision]) -> bool:
    return rule.answers is None or bool(_unanswered(said, rule.answers))


def _has_said(kind: Kind, body: str, row: Agreement, said: list[Decision]) -> bool:
    return any(
        one.what is kind
        and one.body_id == body
        and stands(at=one.at, submitted_at=row.submitted_at)
        for one in said
    )
