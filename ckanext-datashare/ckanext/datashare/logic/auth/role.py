"""Who may give, confirm and end roles: a body manages its own people.

A sysadmin may give a role, for the first one somebody must; it counts only once a second person
has confirmed it, so that nobody who runs the site can sign or collect for a body alone.
"""

from __future__ import annotations

from typing import Any

import ckan.authz as authz
import ckan.plugins.toolkit as tk

from ...model.role_holder import RoleHolder, admins

__all__ = [
    "datashare_role_confirm",
    "datashare_role_grant",
    "datashare_role_list",
    "datashare_role_revoke",
]


def is_admin(user: str, body: str) -> bool:
    """Return whether the user with this id administers the body, as its member."""
    return user in admins(body)


def datashare_role_grant(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an administrator of the body, or of the site; never for oneself."""
    user = context["auth_user_obj"]
    if user.id == data_dict["user"]:
        return _no(tk._("Ask another administrator: nobody gives a role to themselves."))
    if is_admin(user.id, data_dict["body"]) or user.sysadmin:
        return {"success": True}
    return _no(tk._("This needs an administrator of the body."))


@tk.auth_sysadmins_check
def datashare_role_confirm(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an administrator of the body; a second sysadmin where the body has no other one.

    Never whoever gave the role, and never its holder.
    """
    user, body = context["auth_user_obj"], data_dict["body"]
    holding = RoleHolder.open(body, data_dict["user"], data_dict["role"])
    if holding is not None and user.id in (holding.granted_by, holding.user_id):
        return _no(tk._("A second person must confirm this role."))
    if is_admin(user.id, body):
        return {"success": True}
    others = set(admins(body)) - {data_dict["user"]}
    if user.sysadmin and not others:
        return {"success": True}
    return _no(tk._("This needs an administrator of the body."))


def datashare_role_revoke(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an administrator of the body or of the site, and the holder."""
    user = context["auth_user_obj"]
    allowed = user.id == data_dict["user"] or is_admin(user.id, data_dict["body"])
    if allowed or user.sysadmin:
        return {"success": True}
    return _no(tk._("This needs an administrator of the body."))


def datashare_role_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: members of the body, and sysadmins."""
    user = context["auth_user_obj"]
    if authz.users_role_for_group_or_org(data_dict["body"], user.id):
        return {"success": True}
    return _no(tk._("This needs a member of the body."))


def _no(message: str) -> dict[str, Any]:
    return {"success": False, "msg": message}
