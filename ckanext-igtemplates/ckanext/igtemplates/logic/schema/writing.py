"""The shape of what actions of guided writing take."""

from __future__ import annotations

from typing import Any

from .text import text


def writing_show() -> dict[str, Any]:
    """Return the schema that names what is written."""
    return {"id": text("not_empty", limit=100)}
