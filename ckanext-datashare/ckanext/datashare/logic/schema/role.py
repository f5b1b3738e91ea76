"""The shape of what the role actions take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...domain.calendar_day import NotADay, parse
from ...domain.role import Role
from .agreement import text


def role_grant() -> dict[str, Any]:
    """Return the schema of giving a person a role for a body, until a day or without end."""
    return {**role_holding(), "until": [tk.get_validator("ignore_missing"), _day]}


def role_holding() -> dict[str, Any]:
    """Return the schema that names one holding: body, user and role."""
    one_of = tk.get_validator("one_of")
    return {
        "body": text("not_empty", limit=100),
        "user": text("not_empty", limit=100),
        "role": [*text("not_empty", limit=100), one_of([role.value for role in Role])],
    }


def role_revoke() -> dict[str, Any]:
    """Return the schema of ending a holding."""
    return {**role_holding(), "reason": text("ignore_missing")}


def role_list() -> dict[str, Any]:
    """Return the schema of asking for a body's role holders."""
    return {"body": text("not_empty", limit=100)}


def _day(value: Any) -> Any:
    try:
        return parse(value)
    except NotADay as error:
        raise tk.Invalid(str(error)) from error
