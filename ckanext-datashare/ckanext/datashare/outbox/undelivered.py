"""Tells a body's administrators that mail to one of their people cannot be delivered."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from sqlalchemy.orm import Session

from ..domain.notice import Kind
from ..model.outbox import Outbox
from .queue import leave

TEMPLATE = "mail:undelivered"


def tell_administrators(session: Session, row: Outbox, at: datetime) -> None:
    """Leave a notice for the administrators of the bodies that a parked row's reader works for.

    Once a month for a person at most; none about a notice of this kind, which would go in circles.
    """
    if row.template == TEMPLATE or Kind(row.recipient_kind) is not Kind.USER:
        return
    for body, title in _bodies(session, row.recipient):
        leave(
            session,
            TEMPLATE,
            [one for one in _administrators(session, body) if one != row.recipient],
            about=("user", row.recipient),
            key=f"undelivered-{row.recipient}-{body}-{at:%Y-%m}",
            at=at,
            facts={"body": title},
        )


def _bodies(session: Session, user: str) -> list[tuple[str, str]]:
    query = (
        sa.select(model.Group.id, model.Group.title)
        .join(model.Member, model.Member.group_id == model.Group.id)
        .where(
            model.Group.is_organization.is_(True),
            model.Group.state == model.State.ACTIVE,
            *_membership(user),
        )
        .order_by(model.Group.id)
    )
    return [(body, title or body) for body, title in session.execute(query)]


def _administrators(session: Session, body: str) -> list[str]:
    query = (
        sa.select(model.User.id)
        .join(model.Member, model.Member.table_id == model.User.id)
        .where(
            model.Member.group_id == body,
            model.Member.capacity == "admin",
            model.Member.table_name == "user",
            model.Member.state == model.State.ACTIVE,
            model.User.state == model.State.ACTIVE,
        )
        .distinct()
    )
    return list(session.scalars(query))


def _membership(user: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        model.Member.table_id == user,
        model.Member.table_name == "user",
        model.Member.state == model.State.ACTIVE,
    )
