"""A person's own notices, and how often mail of them comes."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import clock, content
from ...audit.record import record
from ...domain.delivery import Cadence
from ...domain.notice import NoticeRefused
from ...model.notice import Notice, NoticePreference
from ...outbox.catalogue import families
from ...outbox.words import letter
from ...unit_of_work import unit_of_work
from ..schema import notice as schema

__all__ = [
    "datashare_notice_list",
    "datashare_notice_preference_show",
    "datashare_notice_preference_update",
    "datashare_notice_read",
]


@tk.side_effect_free
@tk.validate_action_data(schema.notice_list)
def datashare_notice_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List one's own notices, the newest first.

    Who: whoever has signed in, their own. Event: none, nothing is written.

    :param unread: only those not marked as read (optional, default false)
    :param limit: how many, at most 100 (optional, default 20)
    :param offset: how many to pass over (optional, default 0)
    :returns: ``count`` and ``unread`` (how many there are), and ``notices``: a list of ``{id,
        template, duty, subject, paragraphs, url, about_type, about_id, at, read_at}``
    """
    tk.check_access("datashare_notice_list", context, data_dict)
    user = content.actor(context)
    unread = data_dict["unread"]
    limit = min(data_dict["limit"], schema.MAX_LIMIT)
    offset = min(data_dict["offset"], schema.MAX_OFFSET)
    rows = Notice.of(user, unread=unread, limit=limit, offset=offset)
    return {
        "count": Notice.count(user, unread=unread),
        "unread": Notice.count(user, unread=True),
        "notices": [_shown(row) for row in rows],
    }


@tk.validate_action_data(schema.notice_read)
def datashare_notice_read(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Mark one's own notices as read; those already read stay as they are.

    Who: whoever has signed in, their own. Event: ``notice:inbox:read``, none when all were read.

    :param ids: ids of at most 100 notices
    :param all: instead of ids, all of them
    :returns: ``{unread}``, how many are left
    :raises ckan.logic.NotFound: when an id is not one of one's own notices
    """
    tk.check_access("datashare_notice_read", context, data_dict)
    user, at = content.actor(context), clock.now()
    if bool(data_dict["ids"]) == data_dict["all"]:
        raise tk.ValidationError({"ids": [tk._("Give ids, or say all.")]})
    found = Notice.lock(user, None if data_dict["all"] else data_dict["ids"])
    if not data_dict["all"] and {row.id for row in found} != set(data_dict["ids"]):
        raise tk.ObjectNotFound(tk._("Notice not found"))
    unread = [row for row in found if row.read_at is None]
    if unread:
        with unit_of_work():
            for row in unread:
                row.read_at = at
            record("notice:inbox:read", ("user", user), by=user, at=at, count=len(unread))
    return {"unread": Notice.count(user, unread=True)}


@tk.side_effect_free
def datashare_notice_preference_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show how often one wants mail, for each family of notices.

    Who: whoever has signed in, their own. Event: none, nothing is written.

    :returns: ``at_once``, ``daily``, ``weekly`` or ``off`` by family
    """
    tk.check_access("datashare_notice_preference_show", context, data_dict)
    return _preferences(content.actor(context))


@tk.validate_action_data(schema.notice_preference_update)
def datashare_notice_preference_update(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Choose how often mail of one family of notices comes. Notices written before stay as due.

    With ``off``, notices that ask for an act still come, at once.
    Who: whoever has signed in, for themselves. Event: ``notice:preference:changed``, none when
    nothing changes.

    :param family: such as ``agreement``; ``datashare_notice_preference_show`` names them all
    :param cadence: ``at_once``, ``daily``, ``weekly`` or ``off``
    :returns: as ``datashare_notice_preference_show``
    """
    tk.check_access("datashare_notice_preference_update", context, data_dict)
    user, at = content.actor(context), clock.now()
    family, cadence = data_dict["family"], data_dict["cadence"]
    if _preferences(user)[family] != cadence:
        with unit_of_work():
            model.Session.merge(
                NoticePreference(user_id=user, family=family, cadence=cadence, changed_at=at)
            )
            record(
                "notice:preference:changed",
                ("user", user),
                by=user,
                at=at,
                family=family,
                cadence=cadence,
            )
    return _preferences(user)


def _preferences(user: str) -> dict[str, Any]:
    chosen = NoticePreference.of(user)
    return {family: chosen.get(family, Cadence.AT_ONCE).value for family in families()}


def _shown(row: Notice) -> dict[str, Any]:
    try:
        put = letter(row, external=False)
        words = {
            "subject": put.words.subject,
            "paragraphs": list(put.words.paragraphs),
            "duty": put.duty,
            "url": put.url,
        }
    except NoticeRefused:
        # Of an extension that is no longer installed: the person still learns that it was there.
        words = {
            "subject": tk._("A notice of a service that is no longer here"),
            "paragraphs": [],
            "duty": False,
            "url": "",
        }
    return {
        "id": row.id,
        "template": row.template,
        "about_type": row.about_type,
        "about_id": row.about_id,
        "at": row.at.isoformat(),
        "read_at": row.read_at.isoformat() if row.read_at else None,
        **words,
    }
