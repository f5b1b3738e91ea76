"""The board of an agreement: who has read, asked, approved, signed or declined; and its text."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import access, agreements, bodies, clock, deciding, decisions, people, reading
from ...domain.board import Board, sentence
from ...domain.decision import Kind, stands
from ...domain.role import DECIDERS, LABELS, SIGNATORIES, Role
from ...domain.verdict import Actor
from ...model.agreement import Agreement
from ...model.decision import Decision
from ...model.frozen import Frozen
from ..schema import agreement as schema
from .agreement import validated
from .decision import shown
from .party import REMINDER_PAUSE

__all__ = ["datashare_board_show", "datashare_text_show"]

_ROLES = tuple(dict.fromkeys((*SIGNATORIES, *DECIDERS, Role.CALDICOTT_GUARDIAN)))


@tk.side_effect_free
def datashare_board_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show how far each body has come with an agreement, the longest wait first.

    Who: members and role holders of the lead, of an invited or joined party, or of the endorsing
    body; it names officers. Event: none, nothing is written.

    :param id: id, name or reference of the agreement
    :returns: ``{counts, sentence, bodies, waiting, endorsed, said, acts, signable, declinable,
        remindable, root}``: ``bodies``
        is a list of ``{body, title, name, state, since, waiting, role, people}``, ``state`` one of
        invited, read, queried, endorsed, signed, declined, ``role`` the role of who spoke last
        for it; ``waiting`` the ids of bodies that others wait for; ``endorsed`` when one decision
        stood for all, or None; ``said`` what was said, the latest first, with its speaker;
        ``acts`` what the caller may say, as ``{kind, body, title}``; ``signable`` where the caller
        may sign, as ``{body, title, roles}``; ``declinable`` the bodies the caller may decline
        for, as ``{body, title}``; ``remindable`` how many bodies the caller may remind;
        ``root`` that of the fixed text in hex, empty before
    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike
    """
    data = validated(schema.agreement_id(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_board_show", context, {"id": row.package_id})
    at, said = clock.now(), Decision.of(row.package_id)
    found = decisions.of(row, said=said)
    signatures = decisions.signatures(row)
    on_it = [seat.body for seat in found.seats]
    cards = bodies.cards([*on_it, *(one.body_id for one in said), row.lead])
    counts = found.counts()
    asking = access.actor(context.get("auth_user_obj"), at=at)
    return {
        "counts": {standing.value: number for standing, number in counts.items()},
        "sentence": sentence(counts),
        "bodies": _bodies(found, cards, said, signatures, at=at),
        "waiting": found.waited_for(),
        "endorsed": found.endorsed_at.isoformat() if found.endorsed_at else None,
        "said": _said(said, row, cards),
        "acts": [
            {"kind": kind.value, "body": body, "title": _title(body, cards)}
            for kind, body in deciding.possible(row, asking, said, at=at)
        ],
        "signable": [
            {"body": body, "title": _title(body, cards), "roles": [role.value for role in roles]}
            for body, roles in deciding.signable(row, asking, {one.body for one in signatures})
        ],
        "declinable": [
            {"body": body, "title": _title(body, cards)}
            for body in deciding.declinable(row, asking)
        ],
        "remindable": _remindable(row, asking, found, at=at),
        "root": _root(Frozen.get(row.frozen_id)),
    }


@tk.side_effect_free
def datashare_text_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show the full text of an agreement: as it is frozen, or as it is drafted before that.

    Who: as the board; it holds what is withheld from the public. Event: none, nothing is written.

    :param id: id, name or reference of the agreement
    :returns: ``{html, reference, version, root}``: ``html`` is safe to show, None where no
        extension makes documents of this agreement; ``root`` empty before it is frozen
    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike
    """
    data = validated(schema.agreement_id(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_text_show", context, {"id": row.package_id})
    kept = Frozen.get(row.frozen_id)
    return {
        "html": reading.html(row, kept),
        "reference": row.reference,
        "version": row.version,
        "root": _root(kept),
    }


def _root(kept: Frozen | None) -> str:
    return kept.root.hex() if kept is not None else ""


def _remindable(row: Agreement, asking: Actor, found: Board, *, at: Any) -> int:
    leads = asking.has_capacity(row.lead, "editor", "admin")
    if not leads and not asking.holds(row.lead, Role.IG_LEAD):
        return 0
    waiting = decisions.to_remind(row, found=found)
    if waiting and decisions.reminded_since(row, at - REMINDER_PAUSE):
        return 0
    return len(waiting)


def _bodies(
    found: Board, cards: dict[str, Any], said: list[Decision], signatures: Any, *, at: Any
) -> list[dict[str, Any]]:
    officers = people.of_bodies([seat.body for seat in found.seats], _ROLES, at=at)
    last = {one.body_id: one.role for one in said}
    last.update({one.body: one.role for one in signatures})
    return [
        {
            "body": seat.body,
            "title": _title(seat.body, cards),
            "name": cards.get(seat.body, {}).get("name"),
            "state": seat.standing.value,
            "since": seat.since.isoformat() if seat.since else None,
            "waiting": seat.is_waited_for,
            "role": last.get(seat.body),
            "people": officers.get(seat.body, []),
        }
        for seat in found.seats
    ]


def _said(said: list[Decision], row: Agreement, cards: dict[str, Any]) -> list[dict[str, Any]]:
    speakers = people.names(one.by for one in said)
    open_ones = {one.id for one in (*deciding.open_questions(said), *deciding.open_advice(said))}
    return [
        {
            **shown(one),
            "title": _title(one.body_id, cards),
            "role_label": LABELS[Role(one.role)],
            "speaker": speakers.get(one.by, ""),
            "open": one.id in open_ones,
            "stands": one.what in (Kind.QUERY, Kind.ANSWER, Kind.ADVISE, Kind.SETTLE)
            or stands(at=one.at, submitted_at=row.submitted_at),
        }
        for one in reversed(said)
    ]


def _title(body: str, cards: dict[str, Any]) -> str:
    found: str = cards.get(body, {}).get("title") or bodies.title(body)
    return found
