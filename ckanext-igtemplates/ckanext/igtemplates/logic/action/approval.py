"""Approvals of templates: each by a role of a body, for one version, perhaps until a day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import (
    ROLE_LABELS,
    Role,
    actor_id,
    bodies,
    clock,
    london,
    record,
    unit_of_work,
)

from ... import approving, library, publishing
from ...domain.approver import stands
from ...model.approval import Approval
from ..schema import approval as schema
from ..schema import template as template_schema
from ..validated import validated

__all__ = [
    "igtemplates_approval_give",
    "igtemplates_approval_list",
    "igtemplates_approval_withdraw",
]


def igtemplates_approval_give(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Approve a version of a template for a body.

    Who: whoever holds the role for the body; nobody else, sysadmins neither. Event:
    ``template:approval:given``.

    :param id: id of the template
    :param version: number of the version (optional, default: the current one)
    :param body: id or name of the body
    :param role: ``ig_lead``, ``dpo`` or ``siro``, held by the caller
    :param expires: last day of the approval, ``2027-03-31`` (optional)
    :returns: the approval
    """
    data = _named(schema.approval_give(), context, data_dict)
    tk.check_access("igtemplates_approval_give", context, data)
    approving.require(context, body=data["body"], role=data["role"])
    expires, at = data.get("expires"), clock.now()
    if expires is not None and expires < london.day(at):
        raise tk.ValidationError({"expires": [tk._("Choose a day that is not over.")]})
    told = {"expires": expires.isoformat()} if expires is not None else {}
    return _write("given", data, expires=expires, told=told, by=actor_id(context), at=at)


def igtemplates_approval_withdraw(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Withdraw a body's approval of a version.

    Who: whoever holds the role that gave it, for that body. Event: ``template:approval:withdrawn``.

    :param id: id of the template
    :param version: number of the version (optional, default: the current one)
    :param body: id or name of the body
    :param role: the role that gave it
    :param reason: why; it is public
    :returns: the approval, withdrawn
    """
    data = _named(schema.approval_withdraw(), context, data_dict)
    tk.check_access("igtemplates_approval_withdraw", context, data)
    approving.require(context, body=data["body"], role=data["role"])
    held = {(row.body_id, row.role) for row in Approval.standing(data["id"], int(data["version"]))}
    if (data["body"], data["role"]) not in held:
        raise tk.ValidationError({"role": [tk._("There is no such approval.")]})
    told = {"reason": data["reason"]}
    by, at = actor_id(context), clock.now()
    return _write("withdrawn", data, reason=data["reason"], told=told, by=by, at=at)


@tk.side_effect_free
def igtemplates_approval_list(context: Any, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the approvals of a template, of all its versions or of one.

    Who: anyone; no person is named. Event: none.

    :param id: id of the template
    :param version: number of the version (optional)
    :returns: ``{template, version, body, title, name, role, role_label, at, expires, stands}``
        each, the newest version first; withdrawn ones are left out
    """
    data = validated(template_schema.template_named(), context, data_dict)
    tk.check_access("igtemplates_approval_list", context, data)
    template = _template(data)
    version = int(template.version) if data.get("version") else None
    return _shown(Approval.standing(template.id, version))


def _named(shape: dict[str, Any], context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the checked data with the body by id and the version by number."""
    data = validated(shape, context, data_dict)
    body = bodies.find_id(data["body"])
    if body is None:
        raise tk.ValidationError({"body": [tk._("There is no such body.")]})
    template = _template(data)
    return {**data, "body": body, "id": template.id, "version": template.version}


def _template(data: dict[str, Any]) -> Any:
    try:
        found = library.get(data["id"], data.get("version") or None)
    except LookupError as error:
        raise tk.ObjectNotFound(tk._("There is no such template.")) from error
    if publishing.dataset(found.id) is None:
        raise tk.ObjectNotFound(tk._("There is no such template."))
    return found


def _write(
    verb: str,
    data: dict[str, Any],
    *,
    expires: Any = None,
    reason: str = "",
    told: dict[str, Any],
    by: str,
    at: Any,
) -> dict[str, Any]:
    row = Approval(
        template_id=data["id"],
        version=int(data["version"]),
        body_id=data["body"],
        role=data["role"],
        given=verb == "given",
        expires=expires,
        reason=reason,
        at=at,
        by=by,
    )
    package = publishing.required(data["id"])
    with unit_of_work():
        model.Session.add(row)
        record(
            f"template:approval:{verb}",
            ("template", package.id),
            by=by,
            at=at,
            template=data["id"],
            template_version=data["version"],
            body=data["body"],
            approving_body=data["body"],
            role=data["role"],
            **told,
        )
    return _shown([row])[0]


def _shown(rows: Iterable[Approval]) -> list[dict[str, Any]]:
    rows, today = list(rows), london.day(clock.now())
    cards = bodies.cards({row.body_id for row in rows})
    return [
        {
            "template": row.template_id,
            "version": str(row.version),
            "body": row.body_id,
            "title": cards.get(row.body_id, {}).get("title", row.body_id),
            "name": cards.get(row.body_id, {}).get("name", row.body_id),
            "role": row.role,
            "role_label": tk._(ROLE_LABELS[Role(row.role)]),
            "given": row.given,
            "at": row.at.isoformat(),
            "expires": row.expires.isoformat() if row.expires else None,
            "stands": row.given and stands(expires=row.expires, today=today),
        }
        for row in rows
    ]
