"""Where a message goes: looked up when it leaves, so that the outbox holds no addresses."""

from __future__ import annotations

import ckan.model as model
import sqlalchemy as sa
from sqlalchemy.orm import Session

from ..domain.notice import Kind
from ..model.outbox import Outbox


class NoAddress(Exception):
    """There is nobody to send to; says why without naming anybody."""


def address(session: Session, row: Outbox) -> str:
    """Return the e-mail address of a row's recipient.

    :raises NoAddress: for an account that is closed or has no address, or an empty mailbox
    """
    if Kind(row.recipient_kind) is Kind.USER:
        return _of_user(session, row.recipient)
    body, _, role = row.recipient.rpartition("/")
    return _of_body(session, body, role=role)


def _of_user(session: Session, user: str) -> str:
    query = sa.select(model.User.email, model.User.state).where(model.User.id == user)
    found = session.execute(query).first()
    if found is None or found.state != model.State.ACTIVE:
        raise NoAddress("the account is not active")
    if not found.email:
        raise NoAddress("the account has no e-mail address")
    return str(found.email)


def _of_body(session: Session, body: str, *, role: str) -> str:
    query = sa.select(model.Group.extras).where(
        model.Group.id == body, model.Group.state == model.State.ACTIVE
    )
    extras = session.scalar(query) or {}
    found = extras.get(f"{role}_mailbox")
    if not found:
        raise NoAddress("the body has no such mailbox")
    return str(found)
