"""Everybody who has signed in may see and order their own notices, and nobody else's."""

from __future__ import annotations

from typing import Any

from ckan.types import AuthResult

__all__ = [
    "datashare_notice_list",
    "datashare_notice_preference_show",
    "datashare_notice_preference_update",
    "datashare_notice_read",
]


def datashare_notice_list(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever has signed in; CKAN itself turns away those who have not."""
    return {"success": True}


def datashare_notice_read(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever has signed in."""
    return {"success": True}


def datashare_notice_preference_show(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever has signed in."""
    return {"success": True}


def datashare_notice_preference_update(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever has signed in."""
    return {"success": True}
