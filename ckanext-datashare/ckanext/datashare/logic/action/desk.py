"""A person's desk: what is theirs to do, what they wait for, what they did."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import access, bodies, cases, clock
from ...domain.desk import Task, due, waiting
from ...domain.role import LABELS

__all__ = ["datashare_desk_show"]


@tk.side_effect_free
def datashare_desk_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show what waits for the caller, what the caller waits for, and what the caller did last.

    Who: anyone who is signed in, about themself; a colleague's tasks are never shown. Event: none,
    nothing is written.

    :returns: ``{due, waiting, done, next_review}``: ``due`` and ``waiting`` are lists of ``{duty,
        id, title, body, body_title, role, since, about, until}``, the oldest first; ``done`` a list
        of ``{kind, id, title, body_title, at}``, the latest first; ``next_review`` a day in ISO
        form or None
    """
    tk.check_access("datashare_desk_show", context, {})
    at = clock.now()
    who = access.actor(context.get("auth_user_obj"), at=at)
    found = cases.under_way(who)
    todo = sorted((t for case in found for t in due(case, who)), key=_by_age)
    open_ = sorted((t for case in found for t in waiting(case, who)), key=_by_age)
    done = cases.done(who)
    titles = bodies.cards([task.body for task in (*todo, *open_)] + [one["body"] for one in done])
    return {
        "due": [_shown(task, titles) for task in todo],
        "waiting": [_shown(task, titles) for task in open_],
        "done": [{**one, "body_title": _title(one["body"], titles)} for one in done],
        "next_review": cases.next_review(who),
    }


def _shown(task: Task, titles: dict[str, Any]) -> dict[str, Any]:
    until = cases.notice_until(task)
    return {
        "duty": task.duty.value,
        "id": task.case.id,
        "title": task.case.title,
        "body": task.body,
        "body_title": _title(task.body, titles),
        "role": LABELS[task.role] if task.role is not None else None,
        "since": task.since.isoformat(),
        "about": task.about,
        "until": until.isoformat() if until is not None else None,
    }


def _title(body: str, titles: dict[str, Any]) -> str:
    found: str = titles.get(body, {}).get("title", "")
    return found


def _by_age(task: Task) -> tuple[float, str]:
    return (task.since.timestamp(), task.case.id)
