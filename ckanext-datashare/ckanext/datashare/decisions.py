"""What was said about an agreement: its board, and what keeps it from being agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from . import bodies, content, siblings
from .domain.board import OUT, Board, Place, Said, Signed, board
from .domain.decision import Kind, stands
from .domain.party import PartyState
from .domain.state import Origin, State
from .model.agreement import Agreement
from .model.decision import Decision
from .model.event import Event
from .model.party import Party
from .model.signature import Signature


def of(row: Agreement, *, said: Sequence[Decision] | None = None) -> Board:
    """Return the board of an agreement; ``said`` spares a query where it is at hand."""
    found = Decision.of(row.package_id) if said is None else said
    return board(
        _places(row),
        [Said(one.id, one.what, one.body_id, one.at, one.in_reply_to) for one in found],
        signatures(row),
        submitted_at=row.submitted_at,
        is_signing=row.state is State.SIGNING,
    )


def has_read(row: Agreement, body: str) -> bool:
    """Return whether somebody read the text for the body, as it was submitted last."""
    return any(
        one.what is Kind.READ
        and one.body_id == body
        and stands(at=one.at, submitted_at=row.submitted_at)
        for one in Decision.of(row.package_id)
    )


def agreement_problems(row: Agreement) -> dict[str, list[str]]:
    """Return what keeps an agreement in review from being agreed, by field."""
    problems = siblings.move_problems(content.of(row.package_id), "agree")
    others = [party for party in Party.of(row.package_id) if party.body_id != row.lead]
    sentences = problems.setdefault("parties", [])
    if all(party.state in OUT for party in others):
        sentences.append(tk._("No other organisation is left in this agreement."))
    waiting = _unapproved(row)
    if waiting:
        cards = bodies.cards(waiting).values()
        names = ", ".join(sorted(card["title"] for card in cards))
        sentences.append(tk._("These have not approved it yet: {names}.").format(names=names))
    return {field: texts for field, texts in problems.items() if texts}


def signatures(row: Agreement) -> list[Signed]:
    """Return the signatures under the text as it is frozen now."""
    return [Signed(one.body_id, one.at, one.role) for one in Signature.under(row.frozen_id)]


def is_approved(row: Agreement) -> bool:
    """Return whether nobody's approval is missing any more."""
    return not _unapproved(row)


def to_remind(row: Agreement, *, found: Board | None = None) -> list[str]:
    """Return the bodies, beside the lead, that others wait for while they read or sign."""
    if row.kind is not Origin.NEW or row.state not in (State.REVIEW, State.SIGNING):
        return []
    return [body for body in (found or of(row)).waited_for() if body != row.lead]


def reminded_since(row: Agreement, moment: datetime) -> bool:
    """Return whether the bodies that others wait for were reminded after ``moment``."""
    query = sa.select(Event.id).where(
        Event.subject_id == row.package_id,
        Event.action == "agreement:party:reminded",
        Event.at > moment,
    )
    return model.Session.scalars(query.limit(1)).first() is not None


def _unapproved(row: Agreement) -> list[str]:
    """Return the bodies whose approval is missing; one endorsement stands for all."""
    said = [
        one
        for one in Decision.of(row.package_id)
        if stands(at=one.at, submitted_at=row.submitted_at)
    ]
    if any(one.what is Kind.ENDORSE for one in said):
        return []
    approved = {one.body_id for one in said if one.what is Kind.APPROVE}
    return [
        party.body_id
        for party in Party.of(row.package_id)
        if party.body_id != row.lead and party.state not in OUT and party.body_id not in approved
    ]


def _places(row: Agreement) -> list[Place]:
    parties = Party.of(row.package_id)
    went = _declined(row) if any(p.state is PartyState.DECLINED for p in parties) else {}
    places = []
    for party in parties:
        since = party.left_at or went.get(party.body_id) if party.state in OUT else party.invited_at
        places.append(Place(party.body_id, party.state, since, party.body_id == row.lead))
    return places


def _declined(row: Agreement) -> dict[str, datetime]:
    query = (
        sa.select(Event.facts["party"].astext, sa.func.max(Event.at))
        .where(Event.subject_id == row.package_id, Event.action == "agreement:party:declined")
        .group_by(Event.facts["party"].astext)
    )
    rows = model.Session.execute(query).all()
    return {body: at for body, at in rows if body}
