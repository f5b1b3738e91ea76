"""A body's place in an agreement: invited, joined, declined, left."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import agreements, announce, clock, content, decisions
from ...audit.record import record
from ...domain.party import NEEDS_REASON, PartyMoveRefused, check
from ...domain.state import State
from ...model.agreement import Agreement
from ...model.party import Party
from ...projection import party_keys
from ...unit_of_work import unit_of_work
from ..schema.agreement import agreement_id
from ..schema.party import party_act
from .agreement import validated

__all__ = [
    "datashare_party_decline",
    "datashare_party_invite",
    "datashare_party_join",
    "datashare_party_leave",
    "datashare_party_remind",
    "datashare_party_resume",
    "datashare_party_suspend",
    "datashare_party_waive_notice",
]

REMINDER_PAUSE = timedelta(days=1)
_GIVES_REASON = NEEDS_REASON | {"decline"}
_PAST = {
    "invite": "invited",
    "join": "joined",
    "decline": "declined",
    "leave": "left",
    "suspend": "suspended",
    "resume": "resumed",
}


def datashare_party_invite(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Invite a body that the text names; from then on it sees the draft.

    Who: an editor of the lead body. Event: ``agreement:party:invited``.

    :param id: id or name of the agreement
    :param body: id of the body, one of the agreement's parties
    :returns: the party's life-cycle keys
    """
    return _move("invite", context, data_dict)


def datashare_party_join(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Join a registered existing agreement: the body confirms that it is a party.

    Who: the body's IG lead, DPO, SIRO or IAO. Event: ``agreement:party:joined``.

    :param id: id or reference of the agreement
    :param body: id of the body
    :returns: the party's life-cycle keys
    """
    return _move("join", context, data_dict)


def datashare_party_decline(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Decline an invitation; the body sees the draft no more.

    Who: the body's IG lead, DPO, SIRO or IAO. Event: ``agreement:party:declined``.

    :param id: id or name of the agreement
    :param body: id of the body
    :returns: the party's life-cycle keys
    """
    return _move("decline", context, data_dict)


def datashare_party_leave(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Leave a registered agreement; the other parties go on.

    The agreement stays registered even when nobody but its lead is left: ending it is the lead's
    decision, and the lead is told. Who: the body's IG lead, DPO, SIRO or IAO; not the lead.
    Event: ``agreement:party:left``.

    :param id: id or reference of the agreement
    :param body: id of the body
    :param reason: why; it is public
    :returns: the party's life-cycle keys
    """
    return _move("leave", context, data_dict)


def datashare_party_suspend(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Suspend the body's own part: no data may be shared with it or by it; the others go on.

    Who: the body's DPO, SIRO or IAO; the lead suspends the agreement instead.
    Event: ``agreement:party:suspended``.

    :param id: id or reference of the agreement
    :param body: id of the body
    :param reason: why; it is public
    :returns: the party's life-cycle keys
    """
    return _move("suspend", context, data_dict)


def datashare_party_resume(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Let the body's own part run again.

    Who: the body's DPO, SIRO or IAO. Event: ``agreement:party:resumed``.

    :param id: id or reference of the agreement
    :param body: id of the body
    :param reason: why; it is public
    :returns: the party's life-cycle keys
    """
    return _move("resume", context, data_dict)


def datashare_party_waive_notice(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say that the body needs no more time to ask for parts to be withheld.

    Who: the body's IG lead, DPO, SIRO or IAO. Event: ``agreement:party:notice_waived``.

    :param id: id or name of the agreement
    :param body: id of the body
    :returns: the party's life-cycle keys
    """
    data = validated(party_act(), context, data_dict)
    with unit_of_work():
        row, party = _locked("waive_notice", context, data)
        if row.state is not State.REVIEW:
            raise tk.ValidationError({"state": [tk._("This agreement is not in review.")]})
        at, by = clock.now(), content.actor(context)
        party.notice_waived_at, party.notice_waived_by = at, by
        _record("notice_waived", row, party, by=by, at=at)
    return party_keys(party)


def datashare_party_remind(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Remind the bodies that others wait for; at most once a day.

    Who: an editor or the IG lead of the lead body. Event: ``agreement:party:reminded``.

    :param id: id or name of the agreement
    :returns: ``{reminded}``, the ids of the bodies
    """
    data = validated(agreement_id(), context, data_dict)
    with unit_of_work():
        row = agreements.locked(context, data["id"], action="datashare_party_remind")
        at, by = clock.now(), content.actor(context)
        waiting = decisions.to_remind(row)
        if not waiting:
            raise tk.ValidationError({"state": [tk._("Nobody is waited for now.")]})
        if decisions.reminded_since(row, at - REMINDER_PAUSE):
            raise tk.ValidationError(
                {"state": [tk._("They were reminded in the last 24 hours. Give them a day.")]}
            )
        record(
            "agreement:party:reminded",
            ("agreement", row.package_id),
            by=by,
            at=at,
            body=row.lead,
            reference=row.reference,
            version=row.version,
            parties=waiting,
        )
        announce.reminded(row, waiting, at=at)
    return {"reminded": waiting}


def _move(act: str, context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    data = validated(party_act(), context, data_dict)
    with unit_of_work() as unit:
        row, party = _locked(act, context, data)
        reason = (data.get("reason") or "").strip()
        if act in NEEDS_REASON and not reason:
            raise tk.ValidationError({"reason": [tk._("Enter a reason.")]})
        try:
            new = check(
                act,
                party.state,
                suspended=party.is_suspended,
                leads=party.body_id == row.lead,
                agreement=row.state,
                origin=row.kind,
            )
        except PartyMoveRefused as error:
            raise tk.ValidationError({"state": [tk._(str(error))]}) from error
        at, by = clock.now(), content.actor(context)
        _stamp(act, party, at, reason)
        party.status = new.value
        row.changed_at = at
        _touch(row, at)
        facts = {"reason": reason} if reason and act in _GIVES_REASON else {}
        _record(_PAST[act], row, party, by=by, at=at, **facts)
        announce.party_moved(row, party, act, at=at)
        unit.index(row.package_id)
    return party_keys(party)


def _locked(act: str, context: Any, data: dict[str, Any]) -> tuple[Agreement, Party]:
    row = agreements.locked(context, data["id"], action=f"datashare_party_{act}", body=data["body"])
    party = Party.get(row.package_id, body=data["body"])
    if party is None:
        raise tk.ValidationError({"body": [tk._("This body is not named in the agreement.")]})
    return row, party


def _stamp(act: str, party: Party, at: Any, reason: str) -> None:
    if act in ("leave", "resume"):
        party.suspended_at, party.suspended_reason = None, None
    if act == "invite":
        party.invited_at, party.left_at, party.left_reason = at, None, None
    elif act == "join":
        party.joined_at = at
    elif act == "leave":
        party.left_at, party.left_reason = at, reason
    elif act == "suspend":
        party.suspended_at, party.suspended_reason = at, reason


def _touch(row: Agreement, at: Any) -> None:
    """Have CKAN's cached dictionary made anew: it is valid by ``metadata_modified``."""
    package = model.Package.get(row.package_id)
    if package is not None:
        package.metadata_modified = at.replace(tzinfo=None)


def _record(past: str, row: Agreement, party: Party, *, by: str, at: Any, **facts: Any) -> None:
    model.Session.flush()
    record(
        f"agreement:party:{past}",
        ("agreement", row.package_id),
        by=by,
        at=at,
        body=party.body_id,
        reference=row.reference,
        version=row.version,
        party=party.body_id,
        **facts,
    )
