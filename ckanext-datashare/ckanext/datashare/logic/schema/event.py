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
        "limit": [tk.get_validator("default")(20), _whole(MAX_EVENTS)],
        "offset": [tk.get_validator("default")(0), _whole(_MAX_OFFSET)],
    }


def event_show() -> dict[str, Any]:
    """Return the schema of a question about one event."""
    return {"id": text("not_empty", limit=100)}


def _whole(most: int) -> Any:
    """Return a validator of whole numbers from 0; a larger one than ``most`` becomes ``most``."""

    def whole(value: Any) -> int:
        try:
            number = int(value)
        except (TypeError, ValueError) as error:
            raise tk.Invalid(tk._("Enter a whole number.")) from error
        if number < 0:
            raise tk.Invalid(tk._("Enter a whole number from 0."))
        return min(number, most)

    return whole
