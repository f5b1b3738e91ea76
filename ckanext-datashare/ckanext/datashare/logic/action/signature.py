"""Signatures under the frozen text of an agreement, and the proof that anyone can check."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import access, agreements, bodies, clock, content, fresh, proof, signing
from ...document import published
from ...domain.party import SEES_PRIVATE
from ...domain.role import Role
from ...model.agreement import Agreement
from ...model.frozen import Frozen
from ...model.party import Party
from ...model.signature import Signature
from ...unit_of_work import unit_of_work
from ..schema import agreement as agreement_schema
from ..schema import signature as schema
from .agreement import validated

__all__ = ["datashare_signature_create", "datashare_signature_list", "datashare_signature_proof"]


def datashare_signature_create(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Sign the frozen text of an agreement for a body, which joins by it.

    The last signature that the agreement needs registers it, under one event for both.
    Who: the SIRO, information asset owner or delegated officer of the body, in a browser session
    in which password and second factor were given within ten minutes; never with an API token.
    Event: ``agreement:party:signed``, or ``agreement:state:registered``.

    :param id: id or name of the agreement
    :param body: id or name of the body
    :param role: ``siro``, ``iao`` or ``delegated_officer``
    :returns: the signature, as :func:`datashare_signature_list` has it
    """
    data = validated(schema.signature_create(), context, data_dict)
    body = bodies.find_id(data["body"]) or data["body"]
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_signature_create", context, {"id": row.package_id, "body": body})
    old = published.public_resource(row.package_id)
    with unit_of_work() as unit:
        row = agreements.locked(
            context, row.package_id, action="datashare_signature_create", body=body
        )
        at, by = clock.now(), content.actor(context)
        method = fresh.require(context, at=at)
        made = signing.sign(
            unit, row, body=body, role=Role(data["role"]), by=by, method=method, at=at
        )
    if old is not None and old != published.public_resource(row.package_id):
        published.discard(old)
    return _shown(made)


@tk.side_effect_free
def datashare_signature_list(context: Any, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the signatures under the text that is in force: body, role and moment, no person.

    Who: whoever may read the agreement.

    :param id: id, name or reference of the agreement
    :returns: ``[{body, title, role, at, note}]`` in the order they were given
    """
    data = validated(agreement_schema.agreement_id(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_signature_list", context, {"id": row.package_id})
    return [_shown(one) for one in Signature.under(row.frozen_id)]


@tk.side_effect_free
def datashare_signature_proof(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show the signed text with its signatures as one file that anyone can check offline.

    Withheld parts stand in it as their hash; members of the parties get them in words too.
    Who: whoever may read the agreement.

    :param id: id, name or reference of the agreement
    :returns: what ``python -m ckanext.datashare.verify`` checks
    :raises ckan.logic.NotFound: also when the agreement has no frozen text
    """
    data = validated(agreement_schema.agreement_id(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_signature_proof", context, {"id": row.package_id})
    kept = Frozen.get(row.frozen_id)
    if kept is None:
        raise tk.ObjectNotFound(tk._("This agreement was not signed here."))
    return proof.of(row, kept, whole=_is_insider(context, row))


def _is_insider(context: Any, row: Agreement) -> bool:
    """Return whether the caller works for a party; who runs the site reads what everyone does."""
    asking = access.actor(context.get("auth_user_obj"), at=clock.now())
    parties = {one.body_id for one in Party.of(row.package_id) if one.state in SEES_PRIVATE}
    return not asking.capacities.keys().isdisjoint(parties | {row.lead})


def _shown(one: Signature) -> dict[str, Any]:
    return {
        "body": one.body_id,
        "title": bodies.title(one.body_id),
        "role": one.role,
        "at": one.at.isoformat(),
        "note": one.note,
    }
