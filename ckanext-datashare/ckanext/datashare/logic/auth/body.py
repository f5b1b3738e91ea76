"""Who may say what a body is called, and which bodies are one."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult

from .role import is_admin

__all__ = [
    "datashare_body_confirm",
    "datashare_body_match",
    "datashare_body_merge",
    "datashare_body_name_add",
    "datashare_body_name_remove",
]


@tk.auth_allow_anonymous_access
def datashare_body_match(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Everyone: bodies and their names are public."""
    return {"success": True}


def datashare_body_confirm(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Sysadmins, whom CKAN lets pass before it asks."""
    return {"success": False, "msg": tk._("This needs an administrator of the site.")}


def datashare_body_merge(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Sysadmins, whom CKAN lets pass before it asks."""
    return {"success": False, "msg": tk._("This needs an administrator of the site.")}


def datashare_body_name_add(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Administrators of the body, and sysadmins."""
    if is_admin(context["auth_user_obj"].id, data_dict["body"]):
        return {"success": True}
    return {"success": False, "msg": tk._("This needs an administrator of the body.")}


def datashare_body_name_remove(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Administrators of the body, and sysadmins."""
    return datashare_body_name_add(context, data_dict)
