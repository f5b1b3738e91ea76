"""A body's place in an agreement: invited, joined, declined, left."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import agreements, announce, clock, content
from ...audit.record import record
from ...domain.party import PartyMoveRefused, target
from ...domain.state import PUBLIC_STATES, State
from ...model.agreement import Agreement
from ...model.party import Party
from ...projection import party_keys
from ...unit_of_work import unit_of_work
from ..schema.party import party_act
from .agreement import validated

__all__ = [
    "datashare_party_decline",
    "datashare_party_invite",
    "datashare_party_join",
    "datashare_party_leave",
    "datashare_party_waive_notice",
]

_PAST = {"invite": "invited", "join": "joined", "decline": "declined", "leave": "left"}


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
    """Leave an agreement; the other parties go on.

    Who: the body's IG lead, DPO, SIRO or IAO. Event: ``agreement:party:left``.

    :param id: id or reference of the agreement
    :param body: id of the body
    :param reason: why; it is public (optional)
    :returns: the party's life-cycle keys
    """
    return _move("leave", context, data_dict)


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


def _move(act: str, context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    data = validated(party_act(), context, data_dict)
    with unit_of_work() as unit:
        row, party = _locked(act, context, data)
        if act in ("join", "leave") and row.state not in PUBLIC_STATES:
            raise tk.ValidationError({"state": [tk._("This agreement is not registered.")]})
        try:
            party.status = target(act, party.state).value
        except PartyMoveRefused as error:
            raise tk.ValidationError({"state": [str(error)]}) from error
        at, by = clock.now(), content.actor(context)
        _stamp(act, party, at)
        row.changed_at = at
        _touch(row, at)
        facts = {"reason": data["reason"]} if data.get("reason") else {}
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


def _stamp(act: str, party: Party, at: Any) -> None:
    if act == "invite":
        party.invited_at, party.left_at = at, None
    elif act == "join":
        party.joined_at = at
    elif act == "leave":
        party.left_at = at


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
