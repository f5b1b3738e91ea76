"""What the caller may do now about one agreement, and what still stands in the way."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import access, agreements, clock, content, deciding, decisions, registration, siblings
from ...domain.decision_rule import BOARD
from ...domain.party import PartyMoveRefused, PartyState, check
from ...domain.state import TRANSITIONS, Origin, State
from ...model.agreement import Agreement
from ...model.decision import Decision
from ...model.party import Party
from ..schema import agreement as schema
from .agreement import validated

__all__ = ["datashare_task_list"]

# Acts that come about by others: the last signature, and the next version.
_LATER = frozenset({"sign", "supersede"})


@tk.side_effect_free
def datashare_task_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say what the caller may do now about an agreement they may read.

    Who: everyone who may read it; a visitor may do nothing. Event: none, nothing is written.

    :param id: id, name or reference of the agreement
    :returns: ``{acts, party_acts, may_edit, may_start_version, may_upload, gaps, waiting,
        is_submitter, says, signable, sees_board}``:
        ``acts`` are names of moves; ``party_acts`` a list of ``{body, acts}`` for the bodies the
        caller may speak for; ``gaps`` sentences by field that keep a draft from review, or an
        agreement in review from the register; ``waiting`` ids of bodies whose notice period runs;
        ``says`` what the caller may say about it, as ``{kind, body}``; ``signable`` the ids of
        bodies the caller may sign for now
    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike
    """
    data = validated(schema.agreement_id(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_task_list", context, {"id": row.package_id})
    user = context.get("auth_user_obj")
    if user is None or user.is_anonymous:
        return dict(_NOTHING)
    asking = _Asking(user, row)
    may_edit = asking.may("write")
    acts = [act for act in TRANSITIONS if _can(act, row) and asking.may(f"agreement:{act}")]
    insider = bool(acts) or may_edit
    return {
        "acts": acts,
        "party_acts": _party_acts(asking, row),
        "may_edit": may_edit
        and row.state in (State.DRAFT, State.REGISTERED, State.SUSPENDED)
        and row.origin != "imported",
        "may_start_version": may_edit and _may_start_version(row),
        "may_upload": may_edit and row.state in (State.DRAFT, State.REVIEW),
        "gaps": _gaps(row, by=user.id) if insider else {},
        "waiting": registration.waiting_bodies(row, at=clock.now())
        if insider and row.state is State.REVIEW and row.kind is not Origin.NEW
        else [],
        "is_submitter": user.id in (row.submitted_by, row.created_by),
        **_signing(asking, row),
    }


_NOTHING: dict[str, Any] = {
    "acts": [],
    "party_acts": [],
    "may_edit": False,
    "may_start_version": False,
    "may_upload": False,
    "gaps": {},
    "waiting": [],
    "is_submitter": False,
    "says": [],
    "signable": [],
    "sees_board": False,
}


def _may_start_version(row: Agreement) -> bool:
    return (
        row.state in (State.REGISTERED, State.SUSPENDED)
        and row.kind is not Origin.IMPORTED
        and Agreement.successor(row.package_id) is None
    )


def _can(act: str, row: Agreement) -> bool:
    move = TRANSITIONS[act]
    fits = move.origin is None or row.kind is move.origin
    return act not in _LATER and row.state in move.sources and fits


class _Asking:
    """The caller and the agreement as the access rules see both, read once for all questions."""

    def __init__(self, user: Any, row: Agreement) -> None:
        package = model.Package.get(row.package_id)
        self.at = clock.now()
        self.who = access.actor(user, at=self.at)
        self.about = access.subject(row, private=bool(package is None or package.private))

    def may(self, operation: str) -> bool:
        """Return whether the rules allow the operation."""
        return access.decide(self.who, operation, self.about, at=self.at).allowed


def _party_acts(asking: _Asking, row: Agreement) -> list[dict[str, Any]]:
    found = []
    for party in Party.of(row.package_id):
        if party.body_id == row.lead:
            continue  # the lead is in by leading
        acts = [
            act
            for act in ("join", "decline", "suspend", "resume", "leave", "waive_notice")
            if _party_can(act, row, party) and asking.may(f"party:{act}:{party.body_id}")
        ]
        if acts:
            found.append({"body": party.body_id, "acts": acts})
    return found


def _party_can(act: str, row: Agreement, party: Party) -> bool:
    if act == "waive_notice":
        invited = party.state is PartyState.INVITED and party.notice_waived_at is None
        # The parties of a new agreement approve it: no period of notice runs.
        return row.state is State.REVIEW and row.kind is not Origin.NEW and invited
    try:
        check(
            act,
            party.state,
            suspended=party.is_suspended,
            leads=party.body_id == row.lead,
            agreement=row.state,
            origin=row.kind,
        )
    except PartyMoveRefused:
        return False
    return True


def _signing(asking: _Asking, row: Agreement) -> dict[str, Any]:
    """Return what the caller may do on the way to signing; nothing once signed elsewhere."""
    at = asking.at
    if row.kind is not Origin.NEW or not asking.may(BOARD):
        return {"says": [], "signable": [], "sees_board": False}
    who, said = asking.who, Decision.of(row.package_id)
    signed = {one.body for one in decisions.signatures(row)}
    return {
        "says": [
            {"kind": kind.value, "body": body}
            for kind, body in deciding.possible(row, who, said, at=at)
        ],
        "signable": [body for body, _roles in deciding.signable(row, who, signed)],
        "sees_board": True,
    }


def _gaps(row: Agreement, *, by: str) -> dict[str, list[str]]:
    if row.state is State.DRAFT:
        return registration.submission_problems(row)
    if row.state is State.REVIEW and row.kind is Origin.NEW:
        return decisions.agreement_problems(row)
    if row.state is State.REVIEW:
        return registration.registration_problems(row, by=by, at=clock.now())
    if row.state is State.AGREED:
        return siblings.move_problems(content.of(row.package_id), "freeze")
    return {}
