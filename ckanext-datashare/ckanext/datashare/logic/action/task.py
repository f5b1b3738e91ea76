"""What the caller may do now about one agreement, and what still stands in the way."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import agreements, clock, decisions, registration
from ...domain.party import PartyMoveRefused, PartyState, target
from ...domain.state import PUBLIC_STATES, TRANSITIONS, Origin, State
from ...model.agreement import Agreement
from ...model.party import Party
from ..auth.agreement import answer
from ..schema import agreement as schema
from .agreement import validated

__all__ = ["datashare_task_list"]

# Acts whose pages come with guided writing and signing.
_LATER = frozenset({"freeze", "sign", "supersede"})


@tk.side_effect_free
def datashare_task_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say what the caller may do now about an agreement they may read.

    Who: everyone who may read it; a visitor may do nothing. Event: none, nothing is written.

    :param id: id, name or reference of the agreement
    :returns: ``{acts, party_acts, may_edit, may_upload, gaps, waiting, is_submitter}``:
        ``acts`` are names of moves; ``party_acts`` a list of ``{body, acts}`` for the bodies the
        caller may speak for; ``gaps`` sentences by field that keep a draft from review, or an
        agreement in review from the register; ``waiting`` ids of bodies whose notice period runs
    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike
    """
    data = validated(schema.agreement_id(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_task_list", context, {"id": row.package_id})
    user = context.get("auth_user_obj")
    if user is None or user.is_anonymous:
        return dict(_NOTHING)
    asking = {"user": user.name, "auth_user_obj": user}
    may_edit = _allowed(asking, "write", row)
    acts = [
        act for act in TRANSITIONS if _can(act, row) and _allowed(asking, f"agreement:{act}", row)
    ]
    insider = bool(acts) or may_edit
    return {
        "acts": acts,
        "party_acts": _party_acts(asking, row),
        "may_edit": may_edit
        and row.state in (State.DRAFT, State.REGISTERED, State.SUSPENDED)
        and row.origin != "imported",
        "may_upload": may_edit and row.state in (State.DRAFT, State.REVIEW),
        "gaps": _gaps(row, by=user.id) if insider else {},
        "waiting": registration.waiting_bodies(row, at=clock.now())
        if insider and row.state is State.REVIEW and row.kind is not Origin.NEW
        else [],
        "is_submitter": user.id in (row.submitted_by, row.created_by),
    }


_NOTHING: dict[str, Any] = {
    "acts": [],
    "party_acts": [],
    "may_edit": False,
    "may_upload": False,
    "gaps": {},
    "waiting": [],
    "is_submitter": False,
}


def _can(act: str, row: Agreement) -> bool:
    move = TRANSITIONS[act]
    fits = move.origin is None or row.kind is move.origin
    return act not in _LATER and row.state in move.sources and fits


def _allowed(asking: dict[str, Any], operation: str, row: Agreement) -> bool:
    return bool(answer(asking, operation, row.package_id)["success"])


def _party_acts(asking: dict[str, Any], row: Agreement) -> list[dict[str, Any]]:
    found = []
    for party in Party.of(row.package_id):
        if party.body_id == row.lead:
            continue  # the lead is in by leading
        acts = [
            act
            for act in ("join", "decline", "leave", "waive_notice")
            if _party_can(act, row, party) and _allowed(asking, f"party:{act}:{party.body_id}", row)
        ]
        if acts:
            found.append({"body": party.body_id, "acts": acts})
    return found


def _party_can(act: str, row: Agreement, party: Party) -> bool:
    if act == "waive_notice":
        invited = party.state is PartyState.INVITED and party.notice_waived_at is None
        return row.state is State.REVIEW and invited
    if act in ("join", "leave") and row.state not in PUBLIC_STATES:
        return False
    try:
        target(act, party.state)
    except PartyMoveRefused:
        return False
    return True


def _gaps(row: Agreement, *, by: str) -> dict[str, list[str]]:
    if row.state is State.DRAFT:
        return registration.submission_problems(row)
    if row.state is State.REVIEW and row.kind is Origin.NEW:
        return decisions.agreement_problems(row)
    if row.state is State.REVIEW:
        return registration.registration_problems(row, by=by, at=clock.now())
    return {}
