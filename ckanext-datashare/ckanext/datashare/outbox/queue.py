"""Writes notices: into people's inboxes and the outbox, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    :param facts: what the notice's words need: text, number or date; nothing that is not public
    :raises NoticeRefused: for an undeclared notice, a missing or undeclared fact, no zone
    """
    leave(model.Session, template, to, about=about, key=key, at=at, facts=facts)


def leave(
    session: Session,
    template: str,
    to: Iterable[Recipient | str],
    *,
    about: tuple[str, str],
    key: str,
    at: datetime,
    facts: Mapping[str, object],
) -> None:
    """Do what :func:`notify` does, in a session of the caller's: for work beside CKAN's own."""
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
    named = {Recipient.user(one) if isinstance(one, str) else one for one in to}
    # What the site or an importer wrote has no person behind it to be told.
    recipients = sorted(one for one in named if not one.id.startswith("system:"))
    users = [one.id for one in recipients if one.kind is Kind.USER]
    inboxes = [{"id": make_uuid(), "user_id": user, "at": at} for user in users]
    _insert(session, Notice, [{**shared, **inbox} for inbox in inboxes])
    chosen = NoticePreference.for_family(session, users, family=kind.family)
    letters = [_letter(kind, one, wanted=chosen.get(one.id), at=at) for one in recipients]
    _insert(session, Outbox, [{**shared, **letter} for letter in letters if letter])


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
