"""Who may approve a template for a body: whoever holds the role there, and nobody for them."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import approving

__all__ = [
    "igtemplates_approval_give",
    "igtemplates_approval_list",
    "igtemplates_approval_withdraw",
]


@tk.auth_sysadmins_check
def igtemplates_approval_give(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: the holder of the role for the body."""
    return _holder(context, data_dict)


@tk.auth_sysadmins_check
def igtemplates_approval_withdraw(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: the holder of the role for the body."""
    return _holder(context, data_dict)


@tk.auth_allow_anonymous_access
def igtemplates_approval_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: anyone; approvals are public."""
    return {"success": True}


def _holder(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    if approving.holds(context, body=data_dict["body"], role=data_dict["role"]):
        return {"success": True}
    return {"success": False, "msg": approving.refusal()}
