"""Agreements under way as a desk reads them: one query a kind, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

import ckan.model as model
import sqlalchemy as sa

from . import config
from .domain.board import Said
from .domain.desk import Case, Duty, Task
from .domain.party import SEES_PRIVATE, PartyState
from .domain.state import OPEN_STATES, Origin, State
from .domain.verdict import Actor
from .domain.working_day import add_working_days
from .london import day
from .model.agreement import Agreement
from .model.decision import Decision
from .model.party import Party
from .model.signature import Signature

MOST_CASES = 500
MOST_DONE = 20

_Row = TypeVar("_Row", Party, Decision)


def under_way(who: Actor) -> list[Case]:
    """Return the agreements under way that bodies of ``who`` have a part in, the oldest first."""
    mine = {body for body, _role in who.roles} | set(who.capacities)
    if not mine:
        return []
    endorser = config.endorsing_body()
    rows = _agreements(mine, endorses=endorser in mine)
    ids = [row.package_id for row in rows]
    parties = _grouped(Party, ids)
    signed = _signed([row.frozen_id for row in rows if row.frozen_id])
    said = _grouped(Decision, ids)
    return [
        _case(
            row,
            parties[row.package_id],
            said[row.package_id],
            signed=frozenset(signed[row.frozen_id or ""]),
            endorser=endorser,
        )
        for row in rows
    ]


def done(who: Actor) -> list[dict[str, Any]]:
    """Return what ``who`` said last about agreements that they may still see."""
    mine = sorted({body for body, _role in who.roles} | set(who.capacities))
    query = (
        sa.select(Decision, Agreement.title)
        .join(Agreement, Agreement.package_id == Decision.package_id)
        .where(
            Decision.by == who.id,
            sa.or_(Agreement.lead.in_(mine), _takes_part(mine)),
        )
        .order_by(Decision.at.desc())
        .limit(MOST_DONE)
    )
    return [
        {
            "kind": one.kind,
            "id": one.package_id,
            "title": title,
            "body": one.body_id,
            "at": one.at.isoformat(),
        }
        for one, title in model.Session.execute(query)
    ]


def next_review(who: Actor) -> str | None:
    """Return the day of the next review of an agreement that a body of ``who`` leads."""
    leads = [body for body, _role in who.roles] + list(who.capacities)
    query = sa.select(sa.func.min(Agreement.review_date)).where(
        Agreement.lead.in_(leads),
        Agreement.status == State.REGISTERED.value,
        Agreement.review_date >= day(),
    )
    found: date | None = model.Session.execute(query).scalar_one()
    return found.isoformat() if found else None


def notice_until(task: Task) -> date | None:
    """Return the last day on which a body can ask for parts to be withheld."""
    if task.duty is not Duty.NOTICE or task.case.submitted_at is None:
        return None
    return add_working_days(day(task.case.submitted_at), config.notice_working_days())


def _agreements(mine: set[str], *, endorses: bool) -> list[Agreement]:
    where = [Agreement.lead.in_(mine), _takes_part(sorted(mine))]
    if endorses:
        reviewed = Agreement.status == State.REVIEW.value
        where.append(sa.and_(Agreement.origin == Origin.NEW.value, reviewed))
    under_way = Agreement.status.in_([state.value for state in OPEN_STATES])
    query = (
        sa.select(Agreement)
        .where(sa.or_(sa.and_(under_way, sa.or_(*where)), _to_join(mine)))
        .order_by(Agreement.status_since)
        .limit(MOST_CASES)
    )
    return list(model.Session.scalars(query))


def _to_join(mine: set[str]) -> Any:
    """Return the condition that an agreement is in force, and a body may still join by signing."""
    in_force = Agreement.status.in_([State.REGISTERED.value, State.SUSPENDED.value])
    invited = sa.exists().where(
        Party.package_id == Agreement.package_id,
        Party.body_id.in_(mine),
        Party.status == PartyState.INVITED.value,
    )
    return sa.and_(in_force, Agreement.frozen_id.is_not(None), invited)


def _takes_part(mine: Iterable[str]) -> Any:
    sees = [state.value for state in SEES_PRIVATE]
    return sa.exists().where(
        Party.package_id == Agreement.package_id,
        Party.body_id.in_(list(mine)),
        Party.status.in_(sees),
    )


def _grouped(kind: type[_Row], ids: list[str]) -> dict[str, list[_Row]]:
    order = (kind.at, kind.id) if kind is Decision else (kind.id,)
    query = sa.select(kind).where(kind.package_id.in_(ids)).order_by(*order)
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in model.Session.scalars(query):
        found[row.package_id].append(row)
    return found


def _signed(frozen: list[str]) -> dict[str, list[str]]:
    """Return the bodies that signed, by frozen text."""
    found: dict[str, list[str]] = defaultdict(list)
    query = sa.select(Signature.frozen_id, Signature.body_id).where(Signature.frozen_id.in_(frozen))
    for text, body in model.Session.execute(query):
        found[text].append(body)
    return found


def _case(
    row: Agreement,
    parties: list[Party],
    said: list[Decision],
    *,
    signed: frozenset[str],
    endorser: str,
) -> Case:
    since: datetime = row.status_since
    return Case(
        id=row.package_id,
        title=row.title,
        state=row.state,
        origin=row.kind,
        lead=row.lead,
        since=since,
        submitted_at=row.submitted_at,
        writers=frozenset({row.created_by, row.submitted_by or ""} - {""}),
        submitted_by=row.submitted_by,
        parties={party.body_id: party.state for party in parties},
        waived=frozenset(p.body_id for p in parties if p.notice_waived_at is not None),
        said=[Said(one.id, one.what, one.body_id, one.at, one.in_reply_to) for one in said],
        signed=signed,
        is_frozen=row.frozen_id is not None,
        endorser=endorser if row.kind is Origin.NEW else "",
    )
