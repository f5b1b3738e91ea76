"""The shape of what the project actions take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...domain.step import Outcome
from .text import text

MAX_REASON = 4000


def project_named() -> dict[str, Any]:
    """Return the schema that names a project."""
    return {"id": text("not_empty", limit=100)}


def project_decide() -> dict[str, Any]:
    """Return the schema of a decision about a step, with its reason."""
    outcomes = tk.get_validator("one_of")([outcome.value for outcome in Outcome])
    return {
        **project_named(),
        "step": [tk.get_validator("not_empty"), tk.get_validator("int_validator"), _one_of_seven],
        "outcome": [*text("not_empty", limit=20), outcomes],
        "reason": text("not_empty", limit=MAX_REASON),
    }


def _one_of_seven(value: int) -> int:
    if not 1 <= value <= 7:
        raise tk.Invalid(tk._("Choose a step from 1 to 7."))
    return value
