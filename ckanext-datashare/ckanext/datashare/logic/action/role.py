"""Roles in information governance: given, confirmed, ended, listed."""

from __future__ import annotations

from typing import Any

import ckan.authz as authz
import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import announce, clock, content
from ...audit.record import record
from ...domain.role import LABELS, Role
from ...london import midnight
from ...model.role_holder import RoleHolder, admins
from ...unit_of_work import unit_of_work
from ..schema import role as schema
from .agreement import validated

__all__ = [
    "datashare_role_confirm",
    "datashare_role_grant",
    "datashare_role_list",
    "datashare_role_revoke",
]


def datashare_role_grant(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Give a member of a body a role.

    Who: an administrator of the body; a sysadmin too, and then it counts only once a second person
    has confirmed it. Event: ``role:holder:granted``.

    :param body: id or name of the body
    :param user: id or name of a member of it
    :param role: ``siro``, ``dpo``, ``iao``, ``ig_lead``, …
    :param until: last day of the role (optional)
    :returns: the holding: ``{body, user, role, from, until, confirmed}``
    """
    data = _named(schema.role_grant(), context, data_dict)
    tk.check_access("datashare_role_grant", context, data)
    if authz.users_role_for_group_or_org(data["body"], data["user"]) is None:
        raise tk.ValidationError({"user": [tk._("This person is not a member of the body.")]})
    with unit_of_work():
        if RoleHolder.open(data["body"], data["user"], data["role"]) is not None:
            raise tk.ValidationError({"role": [tk._("This person has this role already.")]})
        at, by = clock.now(), content.actor(context)
        confirmed = by in admins(data["body"])
        holding = RoleHolder(
            body_id=data["body"],
            user_id=data["user"],
            role=data["role"],
            valid_from=at,
            valid_until=midnight(data["until"]) if data.get("until") else None,
            granted_by=by,
            granted_at=at,
            confirmed_by=by if confirmed else None,
            confirmed_at=at if confirmed else None,
        )
        model.Session.add(holding)
        model.Session.flush()
        _record("granted", holding, by=by, at=at, confirmed=confirmed)
        announce.role_moved(holding, "granted" if confirmed else "unconfirmed", at=at)
    return _shown(holding)


def datashare_role_confirm(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Confirm a role that a sysadmin gave; from then on it counts.

    Who: an administrator of the body other than its holder; where there is none, a sysadmin other
    than the one who gave it. Event: ``role:holder:confirmed``.

    :param body: id or name of the body
    :param user: id or name of the holder
    :param role: the role
    :returns: the holding
    """
    data = _named(schema.role_holding(), context, data_dict)
    with unit_of_work():
        tk.check_access("datashare_role_confirm", context, data)
        holding = _open(data)
        if holding.confirmed_at is not None:
            raise tk.ValidationError({"role": [tk._("This role is confirmed already.")]})
        at, by = clock.now(), content.actor(context)
        holding.confirmed_by, holding.confirmed_at = by, at
        _record("confirmed", holding, by=by, at=at)
        announce.role_moved(holding, "granted", at=at)
    return _shown(holding)


def datashare_role_revoke(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """End a role at once.

    Who: an administrator of the body or of the site, or the holder. Event: ``role:holder:revoked``.

    :param body: id or name of the body
    :param user: id or name of the holder
    :param role: the role
    :param reason: why (optional)
    :returns: the holding, ended
    """
    data = _named(schema.role_revoke(), context, data_dict)
    with unit_of_work():
        tk.check_access("datashare_role_revoke", context, data)
        holding = _open(data)
        at, by = clock.now(), content.actor(context)
        holding.valid_until, holding.revoked_by = at, by
        facts = {"reason": data["reason"]} if data.get("reason") else {}
        _record("revoked", holding, by=by, at=at, **facts)
        announce.role_moved(holding, "revoked", at=at)
    return _shown(holding)


@tk.side_effect_free
def datashare_role_list(context: Any, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List who holds which role for a body now.

    Who: members of the body, and sysadmins. Event: none.

    :param body: id or name of the body
    :returns: holdings, ``{body, user, name, role, label, from, until, confirmed}`` each
    """
    data = _named(schema.role_list(), context, data_dict)
    tk.check_access("datashare_role_list", context, data)
    return [_shown(holding) for holding in RoleHolder.of_body(data["body"], clock.now())]


def _named(shape: dict[str, Any], context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the checked data with body and user by id."""
    data = validated(shape, context, data_dict)
    group = model.Group.get(data["body"])
    if group is None or not group.is_organization or group.state != "active":
        raise tk.ValidationError({"body": [tk._("There is no such body.")]})
    data["body"] = group.id
    if "user" in data:
        user = model.User.get(data["user"])
        member = user and authz.users_role_for_group_or_org(group.id, user.id)
        # A person who is no member of the body is none of the caller's business.
        data["user"] = user.id if user is not None and member else data["user"]
    return data


def _open(data: dict[str, Any]) -> RoleHolder:
    holding = RoleHolder.open(data["body"], data["user"], data["role"])
    if holding is None:
        raise tk.ObjectNotFound(tk._("This person does not have this role."))
    return holding


def _record(past: str, holding: RoleHolder, *, by: str, at: Any, **facts: Any) -> None:
    record(
        f"role:holder:{past}",
        ("body", holding.body_id),
        by=by,
        at=at,
        body=holding.body_id,
        user=holding.user_id,
        role=holding.role,
        **facts,
    )


def _shown(holding: RoleHolder) -> dict[str, Any]:
    user = model.User.get(holding.user_id)
    return {
        "body": holding.body_id,
        "user": holding.user_id,
        "name": user.name if user is not None else None,
        "role": holding.role,
        "label": tk._(LABELS[Role(holding.role)]),
        "from": holding.valid_from.isoformat(),
        "until": holding.valid_until.isoformat() if holding.valid_until else None,
        "confirmed": holding.confirmed_at is not None,
    }
