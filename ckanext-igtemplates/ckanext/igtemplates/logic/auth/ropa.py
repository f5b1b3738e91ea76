"""Who may read records of processing activities: whoever may read the agreement behind them."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult

__all__ = ["igtemplates_ropa_list"]


@tk.auth_allow_anonymous_access
def igtemplates_ropa_list(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Everyone; the action leaves out what the caller may not read."""
    return {"success": True}
