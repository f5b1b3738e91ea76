"""Who may keep parts of a text from the public."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .agreement import answer

__all__ = [
    "datashare_part_disclose",
    "datashare_part_list",
    "datashare_part_options",
    "datashare_part_withhold",
]


@tk.auth_sysadmins_check
def datashare_part_withhold(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: the IG lead or DPO of the lead body."""
    return answer(context, "part:withhold", data_dict["id"])


@tk.auth_sysadmins_check
def datashare_part_disclose(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: the IG lead or DPO of the lead body."""
    return answer(context, "part:disclose", data_dict["id"])


@tk.auth_allow_anonymous_access
def datashare_part_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: whoever may read the agreement, which the action has asked."""
    return {"success": True}


@tk.auth_sysadmins_check
def datashare_part_options(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: the IG lead or DPO of the lead body."""
    return answer(context, "part:withhold", data_dict["id"])
