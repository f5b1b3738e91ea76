"""Who may see that an agreement was taken down: everyone, since it was public."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

__all__ = ["datashare_tombstone_show"]


@tk.auth_allow_anonymous_access
def datashare_tombstone_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Everyone; the action answers “not found” for what was not taken down."""
    return {"success": True}
