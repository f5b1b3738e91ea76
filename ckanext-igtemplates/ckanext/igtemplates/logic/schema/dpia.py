"""The shape of what the actions on impact assessments take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .text import text

MAX_TEXT = 8000
SETTLED = ("measures_approved", "residual_approved", "accepted", "overruled", "caldicott_view")


def dpia_named() -> dict[str, Any]:
    """Return the schema that names an assessment."""
    return {"id": text("not_empty", limit=100)}


def dpia_submit() -> dict[str, Any]:
    """Return the schema of sending an assessment to the partners or to the officer."""
    return {**dpia_named(), "to": _one_of("consultation", "dpo_review")}


def dpia_said() -> dict[str, Any]:
    """Return the schema of advice or a reason: words are needed."""
    return {**dpia_named(), "text": text("not_empty", limit=MAX_TEXT)}


def dpia_signed() -> dict[str, Any]:
    """Return the schema of a signature, perhaps with a note."""
    return {**dpia_named(), "text": text("ignore_missing", limit=MAX_TEXT)}


def dpia_settle() -> dict[str, Any]:
    """Return the schema of an approval, an answer to the advice, or the guardian's view."""
    return {**dpia_signed(), "kind": _one_of(*SETTLED)}


def dpia_consult() -> dict[str, Any]:
    """Return the schema of the start or end of the ICO's consultation."""
    return {**dpia_signed(), "stage": _one_of("started", "ended")}


def dpia_flow() -> dict[str, Any]:
    """Return the schema of carrying an assessment's answers into an agreement."""
    return {**dpia_named(), "agreement": text("not_empty", limit=100)}


def _one_of(*values: str) -> list[Any]:
    return [*text("not_empty", limit=40), tk.get_validator("one_of")(list(values))]
