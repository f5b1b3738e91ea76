"""The shape of what the agreement actions take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...domain import calendar_day

REASON_LIMIT = 2000


def agreement_act() -> dict[str, Any]:
    """Return the schema of an act on one agreement: its id, and a reason where one is due."""
    return {"id": text("not_empty", limit=100), "reason": text("ignore_missing")}


def agreement_end() -> dict[str, Any]:
    """Return the schema of an end: its reason, and its last day where it is not now."""
    return dict(agreement_act(), date=[tk.get_validator("ignore_empty"), _day])


def agreement_register() -> dict[str, Any]:
    """Return the schema of a registration; ``partners_only_reason`` keeps it private."""
    return dict(agreement_act(), partners_only_reason=text("ignore_missing"))


def agreement_id() -> dict[str, Any]:
    """Return the schema of a question about one agreement."""
    return {"id": text("not_empty", limit=100)}


def text(first: str, limit: int = REASON_LIMIT) -> list[Any]:
    """Return the validators of a text of at most ``limit`` characters."""
    return [
        tk.get_validator(first),
        tk.get_validator("unicode_safe"),
        _at_most(limit),
    ]


def _day(value: Any) -> Any:
    try:
        return calendar_day.parse(value)
    except calendar_day.NotADay as error:
        raise tk.Invalid(tk._(str(error))) from error


def _at_most(limit: int) -> Any:
    def at_most(value: str) -> str:
        if len(value) > limit:
            raise tk.Invalid(tk._("Use at most {limit} characters.").format(limit=limit))
        return value

    return at_most
