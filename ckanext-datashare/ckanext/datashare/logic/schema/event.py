"""The shape of what the event actions take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .agreement import text

MAX_EVENTS = 100
_MAX_OFFSET = 100_000


def event_list() -> dict[str, Any]:
    """Return the schema of a question about events: of one agreement, one body, or all."""
    return {
        "agreement": text("ignore_missing", limit=100),
        "body": text("ignore_missing", limit=100),
        "limit": [
            tk.get_validator("default")(20),
            tk.get_validator("natural_number_validator"),
            _at_most(MAX_EVENTS),
        ],
        "offset": [
            tk.get_validator("default")(0),
            tk.get_validator("natural_number_validator"),
            _at_most(_MAX_OFFSET),
        ],
    }


def event_show() -> dict[str, Any]:
    """Return the schema of a question about one event."""
    return {"id": text("not_empty", limit=100)}


def _at_most(limit: int) -> Any:
    def at_most(value: int) -> int:
        return min(value, limit)

    return at_most
