"""The shape of what the party actions take."""

from __future__ import annotations

from typing import Any

from .agreement import text


def party_act() -> dict[str, Any]:
    """Return the schema of an act of one body in one agreement."""
    return {
        "id": text("not_empty", limit=100),
        "body": text("not_empty", limit=100),
        "reason": text("ignore_missing"),
    }
