"""Who may publish a template, and who may read it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import Role, actor, clock

__all__ = [
    "igtemplates_template_compare",
    "igtemplates_template_export",
    "igtemplates_template_import",
    "igtemplates_template_list",
    "igtemplates_template_show",
]


def igtemplates_template_import(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an IG lead of the body that keeps the template."""
    asking = actor(context.get("auth_user_obj"), at=clock.now())
    if (data_dict.get("owner_org"), Role.IG_LEAD) in asking.roles:
        return {"success": True}
    return {"success": False, "msg": tk._("This needs an IG lead of the body.")}


@tk.auth_allow_anonymous_access
def igtemplates_template_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: anyone; the library is public."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def igtemplates_template_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: anyone."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def igtemplates_template_export(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: anyone."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def igtemplates_template_compare(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: anyone."""
    return {"success": True}
