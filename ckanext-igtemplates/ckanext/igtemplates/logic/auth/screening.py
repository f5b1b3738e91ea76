"""Who may ask whether an impact assessment is needed."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

__all__ = ["igtemplates_screening_assess"]


@tk.auth_allow_anonymous_access
def igtemplates_screening_assess(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: anyone; the answer tells what the law says."""
    return {"success": True}
