"""The shape of what the decision actions take."""

from __future__ import annotations

from typing import Any

from ...domain.decision import TEXT_LIMIT
from .agreement import text


def decision() -> dict[str, Any]:
    """Return the schema of one thing said about an agreement."""
    return {
        "id": text("not_empty", limit=100),
        "body": text("ignore_missing", limit=100),
        "outcome": text("ignore_missing", limit=20),
        "text": text("ignore_missing", limit=TEXT_LIMIT),
        "in_reply_to": text("ignore_missing", limit=100),
    }
