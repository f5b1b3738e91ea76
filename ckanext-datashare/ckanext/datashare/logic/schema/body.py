"""The shape of what the body actions take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .agreement import text

NAME_LIMIT = 300  # as long as an official name may be
NAMES_LIMIT = 50  # names in one call


def body_match() -> dict[str, Any]:
    """Return the schema of a search by name, address or code."""
    return {"named": text("not_empty", limit=NAME_LIMIT)}


def body_one() -> dict[str, Any]:
    """Return the schema that names one body."""
    return {"body": text("not_empty", limit=100)}


def body_names() -> dict[str, Any]:
    """Return the schema of other names of a body, a list or one."""
    return {**body_one(), "names": [tk.get_validator("not_empty"), _names]}


def body_merge() -> dict[str, Any]:
    """Return the schema of a merge: the double, and the body that stays."""
    return {**body_one(), "into": text("not_empty", limit=100)}


def _names(value: Any) -> list[str]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        raise tk.Invalid(tk._("Enter a list of names."))
    if len(listed) > NAMES_LIMIT or any(len(name) > NAME_LIMIT for name in listed):
        sentence = tk._("Use at most {names} names of {limit} characters.")
        raise tk.Invalid(sentence.format(names=NAMES_LIMIT, limit=NAME_LIMIT))
    return [" ".join(name.split()) for name in listed]
