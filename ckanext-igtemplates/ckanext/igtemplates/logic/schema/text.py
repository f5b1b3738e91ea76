"""Text as actions take it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk


def text(presence: str, *, limit: int) -> list[Any]:
    """Return the validators of a text of at most ``limit`` characters."""
    return [tk.get_validator(presence), tk.get_validator("unicode_safe"), _within(limit)]


def _within(limit: int) -> Callable[[Any], Any]:
    def within(value: Any) -> Any:
        if len(value) > limit:
            raise tk.Invalid(tk._("Write at most {limit} characters.").format(limit=limit))
        return value

    return within
