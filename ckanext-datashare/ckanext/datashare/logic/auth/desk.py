"""Who sees a desk: whoever is signed in, their own."""

from __future__ import annotations

from typing import Any

__all__ = ["datashare_desk_show"]


def datashare_desk_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: anyone who is signed in; the desk is always the caller's."""
    return {"success": True}
