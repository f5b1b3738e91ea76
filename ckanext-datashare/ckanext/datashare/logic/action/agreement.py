"""Moves of an agreement: submitted, returned, registered, ended, taken down and their likes."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import (
    agreements,
    announce,
    clock,
    content,
    decisions,
    endings,
    freezing,
    lifecycle,
    registration,
)
from ...domain.party import PartyState
from ...domain.state import Origin, State
from ...london import day
from ...model.party import Party
from ...projection import shown
from ...unit_of_work import unit_of_work
from ..schema import agreement as schema

__all__ = [
    "datashare_agreement_agree",
    "datashare_agreement_end",
    "datashare_agreement_freeze",
    "datashare_agreement_refuse",
    "datashare_agreement_register",
    "datashare_agreement_reopen",
    "datashare_agreement_restore",
    "datashare_agreement_resume",
    "datashare_agreement_return",
    "datashare_agreement_submit",
    "datashare_agreement_suspend",
    "datashare_agreement_take_down",
    "datashare_agreement_withdraw",
]


def datashare_agreement_submit(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Send a draft for review, and tell the bodies it names that it is to be registered.

    Who: an editor of the lead body. Event: ``agreement:state:submitted``.

    :param id: id, name or reference of the agreement
    :returns: the life-cycle keys of the agreement
    """
    data = validated(schema.agreement_act(), context, data_dict)
    with unit_of_work() as unit:
        row = agreements.locked(context, data["id"], action="datashare_agreement_submit")
        registration.check(registration.submission_problems(row))
        at, by = clock.now(), content.actor(context)
        row.submitted_at, row.submitted_by = at, by
        invited = lifecycle.invite_named(row.package_id, at=at)
        lifecycle.move(unit, row, "submit", by=by, at=at)
        announce.submitted(row, invited, at=at)
    return shown(row, today=day(at))


def datashare_agreement_agree(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Agree a new agreement once every party asked has approved its text.

    A party that declined holds nobody up while another remains; one endorsement by the endorsing
    body stands for all approvals. Who: the IG lead of the lead body. Event:
    ``agreement:state:agreed``.

    :param id: id or name of the agreement
    :returns: the life-cycle keys of the agreement
    """
    data = validated(schema.agreement_act(), context, data_dict)
    with unit_of_work() as unit:
        row = agreements.locked(context, data["id"], action="datashare_agreement_agree")
        if row.state is State.REVIEW and row.kind is Origin.NEW:
            registration.check(decisions.agreement_problems(row))
        at = clock.now()
        lifecycle.move(unit, row, "agree", by=content.actor(context), at=at)
        announce.moved(row, "agree", at=at)
    return shown(row, today=day(at))


def datashare_agreement_register(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Register an existing agreement after review: it gets its reference and becomes public.

    Who: an IG lead, DPO or administrator of the lead body, not the one who submitted it.
    Event: ``agreement:state:registered``.

    :param id: id or name of the agreement
    :param partners_only_reason: a published reason why only the parties may read it (optional)
    :returns: the life-cycle keys of the agreement, its reference among them
    """
    data = validated(schema.agreement_register(), context, data_dict)
    with unit_of_work() as unit:
        row = agreements.locked(context, data["id"], action="datashare_agreement_register")
        at, by = clock.now(), content.actor(context)
        if row.state is State.REVIEW and row.kind is not Origin.NEW:
            registration.check(registration.registration_problems(row, by=by, at=at))
        row.reviewed_by = by
        row.partners_only_reason = data.get("partners_only_reason") or None
        for party in Party.of(row.package_id):
            if party.body_id == row.lead:
                party.status, party.joined_at = PartyState.JOINED.value, at
        lifecycle.move(unit, row, "register", by=by, at=at)
        announce.moved(row, "register", at=at)
    return shown(row, today=day(at))


def datashare_agreement_freeze(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Fix the text of an agreed agreement for signing; it gets its reference.

    From then on nobody changes it: to change it, reopen the agreement, and its signatures bind no
    longer. Whoever may sign is told.
    Who: the IG lead of the lead body. Event: ``agreement:state:frozen``.

    :param id: id or name of the agreement
    :returns: the life-cycle keys of the agreement, and ``root``: hex of what the signatures cover
    """
    data = validated(schema.agreement_id(), context, data_dict)
    with unit_of_work() as unit:
        row = agreements.locked(context, data["id"], action="datashare_agreement_freeze")
        at, by = clock.now(), content.actor(context)
        kept = freezing.freeze(unit, row, by=by, at=at)
        announce.frozen(row, at=at)
    return {**shown(row, today=day(at)), "root": kept.root.hex()}


def datashare_agreement_return(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return an agreement in review to its writers.

    Who: an IG lead, DPO or administrator of the lead body. Event: ``agreement:state:returned``.

    :param id: id or name of the agreement
    :param reason: what has to change
    :returns: the life-cycle keys of the agreement
    """
    return _move("return", context, data_dict)


def datashare_agreement_withdraw(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Withdraw an agreement that is not registered; this is final.

    Who: an administrator of the lead body. Event: ``agreement:state:withdrawn``.

    :param id: id or name of the agreement
    :param reason: why
    :returns: the life-cycle keys of the agreement
    """
    return _move("withdraw", context, data_dict)


def datashare_agreement_refuse(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Refuse an agreement in review, agreed or being signed; it can be reopened.

    Who: a role holder of an invited party, or the reviewer. Event: ``agreement:state:refused``.

    :param id: id or name of the agreement
    :param reason: why
    :returns: the life-cycle keys of the agreement
    """
    return _move("refuse", context, data_dict)


def datashare_agreement_reopen(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Take a refused agreement back to draft.

    Who: the IG lead of the lead body. Event: ``agreement:state:reopened``.

    :param id: id or name of the agreement
    :param reason: why
    :returns: the life-cycle keys of the agreement
    """
    return _move("reopen", context, data_dict)


def datashare_agreement_suspend(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Suspend a registered agreement: no data may be shared under it.

    Who: the DPO, SIRO or IAO of the lead body. Event: ``agreement:state:suspended``.

    :param id: id or reference of the agreement
    :param reason: why; it is public
    :returns: the life-cycle keys of the agreement
    """
    return _move("suspend", context, data_dict)


def datashare_agreement_resume(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Let a suspended agreement run again.

    Who: the DPO, SIRO or IAO of the lead body. Event: ``agreement:state:resumed``.

    :param id: id or reference of the agreement
    :param reason: why; it is public
    :returns: the life-cycle keys of the agreement
    """
    return _move("resume", context, data_dict)


def datashare_agreement_end(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """End a registered or suspended agreement for good, now or after a last day.

    Who: the SIRO or IAO of the lead body. Event: ``agreement:state:ended``; with a date
    ``agreement:state:ending``, and the ticker ends it when that day has passed.

    :param id: id or reference of the agreement
    :param reason: why; it is public
    :param date: the last day under it, today or later (optional); it is public
    :returns: the life-cycle keys of the agreement
    """
    data = validated(schema.agreement_end(), context, data_dict)
    with unit_of_work() as unit:
        row = agreements.locked(context, data["id"], action="datashare_agreement_end")
        at, by, reason = clock.now(), content.actor(context), (data.get("reason") or "").strip()
        if data.get("date"):
            endings.plan(unit, row, on=data["date"], reason=reason, by=by, at=at)
        else:
            row.ends_on, row.ends_reason = None, None
            today = day(at).isoformat()
            lifecycle.move(unit, row, "end", by=by, at=at, reason=reason, date=today)
            announce.moved(row, "end", at=at)
    return shown(row, today=day(at))


def datashare_agreement_take_down(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Take down a publication made in error; a tombstone with the reason stays.

    Who: an administrator of the lead body or of the site. Event: ``agreement:state:taken_down``.

    :param id: id or reference of the agreement
    :param reason: why; it is public
    :returns: the life-cycle keys of the agreement
    """
    return _move("take_down", context, data_dict)


def datashare_agreement_restore(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Put an agreement that was taken down back as it was.

    Who: an administrator of the lead body or of the site. Event: ``agreement:state:restored``.

    :param id: id or reference of the agreement
    :param reason: why; it is public
    :returns: the life-cycle keys of the agreement
    """
    return _move("restore", context, data_dict)


def _move(act: str, context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    data = validated(schema.agreement_act(), context, data_dict)
    with unit_of_work() as unit:
        row = agreements.locked(context, data["id"], action=f"datashare_agreement_{act}")
        at = clock.now()
        lifecycle.move(unit, row, act, by=content.actor(context), at=at, reason=data.get("reason"))
        announce.moved(row, act, at=at)
    return shown(row, today=day(at))


def validated(shape: dict[str, Any], context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return ``data_dict`` in its checked shape.

    :raises ckan.logic.ValidationError: naming each field
    """
    data, errors = tk.navl_validate(data_dict, shape, context)
    if errors:
        raise tk.ValidationError(errors)
    checked: dict[str, Any] = data
    return checked
