"""Who may ask what they can do: everyone, about what they may read."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

__all__ = ["datashare_task_list"]


@tk.auth_allow_anonymous_access
def datashare_task_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Everyone; the action answers “not found” for what the caller may not read."""
    return {"success": True}
