"""The shape of what the approval actions take."""

from __future__ import annotations

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk

from ...domain.approver import APPROVERS
from .template import template_named
from .text import text


def approval_give() -> dict[str, Any]:
    """Return the schema of approving a version for a body, until a day or without end."""
    return {**_approval(), "expires": [tk.get_validator("ignore_missing"), _day]}


def approval_withdraw() -> dict[str, Any]:
    """Return the schema of withdrawing an approval, with the reason."""
    return {**_approval(), "reason": text("not_empty", limit=1000)}


def _approval() -> dict[str, Any]:
    roles = tk.get_validator("one_of")([role.value for role in APPROVERS])
    return {
        **template_named(),
        "body": text("not_empty", limit=100),
        "role": [*text("not_empty", limit=40), roles],
    }


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise tk.Invalid(tk._("Write a date, such as 2027-03-31.")) from error
