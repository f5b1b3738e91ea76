"""The shape of what the second factor's actions take."""

from __future__ import annotations

from typing import Any

from .agreement import text


def second_factor_start() -> dict[str, Any]:
    """Return the schema of asking for a new secret."""
    return {"password": _secret("ignore_missing")}


def second_factor_enrol() -> dict[str, Any]:
    """Return the schema of proving that the secret arrived."""
    return {"code": text("not_empty", limit=100)}


def second_factor_confirm() -> dict[str, Any]:
    """Return the schema of a confirmation."""
    return {"password": _secret("not_empty"), "code": text("not_empty", limit=100)}


def second_factor_remove() -> dict[str, Any]:
    """Return the schema of removing one's own, or another's."""
    return {"user": text("ignore_missing", limit=100)}


def _secret(first: str) -> list[Any]:
    # As long as a password may be that CKAN still hashes.
    return text(first, limit=4096)
