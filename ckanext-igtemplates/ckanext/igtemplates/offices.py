"""Who acts for a body in projects and assessments: the holders of its roles alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import ROLE_LABELS, actor, clock, role_holders
from ckanext.datashare.shared import Role as RegisterRole

from .domain.role import Role


def held(context: Any, *, body: str) -> set[Role]:
    """Return the roles that the caller holds for a body now, confirmed."""
    user = context.get("auth_user_obj") or model.User.get(context.get("user") or "")
    roles = actor(user, at=clock.now()).roles
    known = {role.value for role in Role}
    return {
        Role(role.value) for at, role in roles if at == body and RegisterRole(role).value in known
    }


def answer(context: Any, *, body: str, roles: Collection[Role]) -> dict[str, Any]:
    """Return, as CKAN wants it, whether the caller holds one of the roles for the body."""
    if held(context, body=body) & set(roles):
        return {"success": True}
    return {"success": False, "msg": refusal(roles)}


def require(context: Any, *, body: str, roles: Collection[Role]) -> Role:
    """Return the role by which the caller acts, the first that they hold.

    Asked by the actions themselves: no other right stands in for a role, a sysadmin's neither.

    :raises ckan.logic.NotAuthorized: saying which roles may
    """
    mine = held(context, body=body)
    for role in roles:
        if role in mine:
            return role
    raise tk.NotAuthorized(refusal(roles))


def refusal(roles: Collection[Role]) -> str:
    """Return why somebody else may not."""
    return str(tk._("This needs the {roles} of the lead organisation.")).format(roles=named(roles))


def named(roles: Collection[Role]) -> str:
    """Return “SIRO or IAO”, in full words."""
    words = [label(role) for role in roles]
    return str(tk._(" or ")).join(words)


def label(role: Role) -> str:
    """Return a role in words."""
    return str(tk._(ROLE_LABELS[RegisterRole(role.value)]))


def people(body: str, roles: Collection[Role], *, at: datetime) -> list[str]:
    """Return the ids of users who hold one of the roles for a body."""
    found = {user for role in roles for user in role_holders(body, RegisterRole(role.value), at)}
    return sorted(found)
