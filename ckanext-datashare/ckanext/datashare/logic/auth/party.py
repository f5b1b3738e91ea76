"""Who may act for a party: its own role holders and administrators; the lead invites."""

from __future__ import annotations

from typing import Any

import ckan.authz as authz
import ckan.plugins.toolkit as tk

from ... import clock
from ...access import role_holders
from ...domain.role import DECIDERS
from ...model.agreement import Agreement

__all__ = [
    "datashare_party_decline",
    "datashare_party_invite",
    "datashare_party_join",
    "datashare_party_leave",
    "datashare_party_waive_notice",
]


def _speaks_for(context: Any, body: str) -> bool:
    user = context.get("auth_user_obj")
    if user is None:
        return False
    at = clock.now()
    return any(user.id in role_holders(body, role, at) for role in DECIDERS)


def _party_decides(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    if _speaks_for(context, data_dict["body"]):
        return {"success": True}
    return {
        "success": False,
        "msg": tk._("This needs the IG lead, DPO, SIRO or information asset owner of the body."),
    }


@tk.auth_sysadmins_check
def datashare_party_invite(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an editor of the lead body."""
    user, row = context.get("auth_user_obj"), Agreement.get(data_dict["id"])
    if user is not None and row is not None:
        capacity = authz.users_role_for_group_or_org(row.lead, user.id)
        if capacity in ("admin", "editor"):
            return {"success": True}
    return {"success": False, "msg": tk._("This needs an editor of the lead body.")}


@tk.auth_sysadmins_check
def datashare_party_join(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: a role holder of the party."""
    return _party_decides(context, data_dict)


@tk.auth_sysadmins_check
def datashare_party_decline(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: a role holder of the party."""
    return _party_decides(context, data_dict)


@tk.auth_sysadmins_check
def datashare_party_leave(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: a role holder of the party."""
    return _party_decides(context, data_dict)


@tk.auth_sysadmins_check
def datashare_party_waive_notice(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: a role holder of the party."""
    return _party_decides(context, data_dict)
