"""Who may sign, and who may see who signed."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .agreement import answer

__all__ = ["datashare_signature_create", "datashare_signature_list", "datashare_signature_proof"]


@tk.auth_sysadmins_check
def datashare_signature_create(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: the SIRO, information asset owner or delegated officer of the body that signs."""
    return answer(context, f"signature:create:{data_dict['body']}", data_dict["id"])


@tk.auth_allow_anonymous_access
def datashare_signature_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: whoever may read the agreement, which the action has asked."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def datashare_signature_proof(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: whoever may read the agreement, which the action has asked."""
    return {"success": True}
