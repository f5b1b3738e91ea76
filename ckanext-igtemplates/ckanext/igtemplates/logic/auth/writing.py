"""Who may ask how far a text is: everyone, about what they may read."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

__all__ = ["igtemplates_writing_show"]


@tk.auth_allow_anonymous_access
def igtemplates_writing_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Everyone; the action answers “not found” for what the caller may not read."""
    return {"success": True}
