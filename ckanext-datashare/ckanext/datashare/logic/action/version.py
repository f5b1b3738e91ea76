"""Versions of an agreement: a new one is started as a draft and takes the old one's place."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import agreements, clock, content, succession, withholding
from ...audit.record import record
from ...domain.party import PartyState
from ...domain.state import Origin, State
from ...london import day
from ...model.agreement import Agreement
from ...model.party import Party
from ...projection import shown
from ...schemas import definition
from ...unit_of_work import unit_of_work
from ..schema import version as schema
from .agreement import validated

__all__ = ["datashare_version_list", "datashare_version_start"]

# A new version is no longer what a source elsewhere says, and was not found in one.
_OF_SOURCE = frozenset({"source", "source_id", "source_version", "source_url", "source_words"})
_OUT = frozenset({PartyState.LEFT, PartyState.DECLINED})


def datashare_version_start(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Start a new version of a registered agreement: a draft with the same content.

    Parties that left or declined are not in it. The version in force stays so until the new one is
    registered. One new version is written at a time; withdrawing or refusing it makes room for
    another. Who: an editor of the lead body. Event: ``agreement:content:created`` about the draft.

    :param id: id, name or reference of the agreement
    :param reason: why there is a new version; for the log of the draft (optional)
    :returns: the life-cycle keys of the draft, with its ``id`` and ``name``
    :raises ckan.logic.ValidationError: when it is not registered, or comes from a source elsewhere
    """
    data = validated(schema.version_start(), context, data_dict)
    with unit_of_work() as unit:
        old = agreements.locked(context, data["id"], action="datashare_version_start")
        _check(context, old)
        at, by = clock.now(), content.actor(context)
        new = _copy(context, old)
        new.replaces, new.version = old.package_id, old.version + 1
        model.Session.flush()
        withholding.carry(old, new, by=by, at=at)
        facts = {"reason": data["reason"]} if data.get("reason") else {}
        record(
            "agreement:content:created",
            ("agreement", new.package_id),
            by=by,
            at=at,
            body=new.lead,
            origin=new.origin,
            replaces=old.package_id,
            **facts,
        )
        unit.index(new.package_id)
    package = model.Package.get(new.package_id)
    return {**shown(new, today=day(at)), "id": package.id, "name": package.name}


@tk.side_effect_free
def datashare_version_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List the versions of an agreement that the caller may read, the newest first.

    Who: everyone who may read the agreement. Event: none, nothing is written.

    :param id: id, name or reference of the agreement
    :returns: ``{reference, versions, next}``: each of ``versions`` has ``id``, ``name``, ``title``
        and the life-cycle keys; ``next`` is the like of a version that is being written and that
        the caller may read, or None
    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike
    """
    data = validated(schema.version_list(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_version_list", context, {"id": row.package_id})
    old = Agreement.get(row.replaces) if row.replaces else None
    reference = (row if row.reference or old is None else old).reference
    known = Agreement.versions(reference) if reference else []
    rows = [one for one in known if one.registered_at is not None] or [row]
    listed = [_entry(one) for one in rows if agreements.may_read(context, one.package_id)]
    present = next((one for one in rows if one.state in (State.REGISTERED, State.SUSPENDED)), row)
    successor = Agreement.successor(present.package_id)
    if successor is not None and not agreements.may_read(context, successor.package_id):
        successor = None
    return {
        "reference": reference,
        "versions": listed,
        "next": _entry(successor) if successor is not None else None,
    }


def _check(context: Any, old: Agreement) -> None:
    if old.kind is Origin.IMPORTED:
        sentence = tk._("This agreement mirrors another register: its versions come from there.")
        raise tk.ValidationError({"origin": [sentence]})
    if old.state not in (State.REGISTERED, State.SUSPENDED):
        sentence = tk._("Only an agreement that is registered can have a new version.")
        raise tk.ValidationError({"state": [sentence]})
    if Agreement.successor(old.package_id) is not None:
        raise tk.ValidationError({"replaces": [succession.being_written()]})


def _copy(context: Any, old: Agreement) -> Agreement:
    """Make the draft through the dataset action, inside the open unit of work."""
    stored = withholding.whole(old)
    known = definition.fields()
    data = {
        name: value for name, value in stored.items() if name in known and name not in _OF_SOURCE
    }
    out = {party.body_id for party in Party.of(old.package_id) if party.state in _OUT}
    data["parties"] = [row for row in data.get("parties") or [] if row.get("body") not in out]
    data["type"] = stored["type"]
    content.prepare_new(data)
    asking = {"user": context["user"], "defer_commit": True, "return_id_only": True}
    package_id = tk.get_action("package_create")(asking, data)
    made = Agreement.get(package_id, lock=True)
    if made is None:
        raise LookupError(f"no agreement row for dataset {package_id}")
    return made


def _entry(row: Agreement) -> dict[str, Any]:
    package = model.Package.get(row.package_id)
    return {
        **shown(row, today=day()),
        "id": row.package_id,
        "name": package.name,
        "title": row.title,
    }
