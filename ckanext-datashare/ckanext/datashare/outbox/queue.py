"""Writes notices: into people's inboxes and the outbox, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import ckan.model as model
from ckan.model.types import make_uuid
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from ..domain.delivery import Cadence, cadence, digest_due
from ..domain.notice import Kind, NoticeRefused, NoticeType, Recipient
from ..model.notice import Notice, NoticePreference
from ..model.outbox import Outbox, Status
from .catalogue import notice_type
from .mail import message_id

MAX_KEY = 300  # characters


def notify(
    template: str,
    to: Iterable[Recipient | str],
    *,
    about: tuple[str, str],
    key: str,
    at: datetime,
    session: Session | None = None,
    **facts: object,
) -> None:
    """Leave a notice for each recipient; sent after the commit, never before. Never commits.

    A person finds it in their inbox at the commit, and gets mail as often as they chose; a team
    mailbox gets mail. The same ``key`` for the same recipient again changes nothing.

    :param template: a declared notice, ``family:verb``
    :param to: recipients; a bare text is a user id. The caller finds the holders of a role.
    :param about: type and id of what it is about, such as ``("agreement", package_id)``
    :param key: what makes this notice one of a kind, such as ``f"submitted-{event.id}"``
    :param at: the moment, with its zone
    :param session: another session than CKAN's own, for code that runs beside it
    :param facts: what the notice's words need: text, number or date; nothing that is not public
    :raises NoticeRefused: for an undeclared notice, a missing or undeclared fact, no zone
    """
    kind = notice_type(template)
    if at.tzinfo is None:
        raise NoticeRefused("the moment of a notice needs its zone")
    if not 0 < len(key) <= MAX_KEY:
        raise NoticeRefused(f"the key of a notice has 1 to {MAX_KEY} characters")
    shared: dict[str, object] = {
        "key": key,
        "template": template,
        "about_type": about[0],
        "about_id": about[1],
        "facts": kind.fill(facts),
    }
    recipients = sorted({Recipient.user(one) if isinstance(one, str) else one for one in to})
    users = [one.id for one in recipients if one.kind is Kind.USER]
    write = model.Session if session is None else session
    inboxes = [{"id": make_uuid(), "user_id": user, "at": at} for user in users]
    _insert(write, Notice, [{**shared, **inbox} for inbox in inboxes])
    chosen = NoticePreference.for_family(write, users, family=kind.family)
    letters = [_letter(kind, one, wanted=chosen.get(one.id), at=at) for one in recipients]
    _insert(write, Outbox, [{**shared, **letter} for letter in letters if letter])


def _letter(
    kind: NoticeType, to: Recipient, *, wanted: Cadence | None, at: datetime
) -> dict[str, object]:
    """Return the columns of one mail, or nothing when the person wants none."""
    chosen = cadence(wanted, duty=kind.duty)
    if chosen is Cadence.OFF:
        return {}
    new = make_uuid()
    waits = chosen is not Cadence.AT_ONCE
    return {
        "id": new,
        "channel": "mail",
        "recipient_kind": to.kind.value,
        "recipient": to.id,
        "digest": chosen.value if waits else None,
        "bundle": None if waits else new,
        "message_id": None if waits else message_id(new),
        "status": Status.WAITING.value,
        "attempts": 0,
        "created_at": at,
        "due_at": digest_due(chosen, at) if waits else at,
    }


def _insert(session: Session, table: type, rows: list[dict[str, object]]) -> None:
    if rows:
        session.execute(insert(table).values(rows).on_conflict_do_nothing())
