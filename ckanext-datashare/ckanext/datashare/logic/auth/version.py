"""Who starts a new version: those who write for the lead; everyone may ask which there are."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .agreement import answer

__all__ = ["datashare_version_list", "datashare_version_start"]


@tk.auth_sysadmins_check
def datashare_version_start(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an editor of the lead body."""
    return answer(context, "write", data_dict["id"])


@tk.auth_allow_anonymous_access
def datashare_version_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Everyone; the action answers “not found” for what the caller may not read."""
    return {"success": True}
