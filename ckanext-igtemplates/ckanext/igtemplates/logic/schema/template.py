"""The shape of what the template actions take."""

from __future__ import annotations

from typing import Any

from .text import text


def template_import() -> dict[str, Any]:
    """Return the schema of a template's file and the body that keeps it."""
    from ...reading import LARGEST

    return {
        "text": text("not_empty", limit=LARGEST),
        "owner_org": text("not_empty", limit=100),
        "legal_review": text("ignore_missing", limit=4000),
    }


def template_named() -> dict[str, Any]:
    """Return the schema that names a template and, if wanted, one version."""
    return {
        "id": text("not_empty", limit=100),
        "version": text("ignore_missing", limit=5),
    }


def template_compared() -> dict[str, Any]:
    """Return the schema that names a template and two versions of it."""
    return {
        "id": text("not_empty", limit=100),
        "before": text("not_empty", limit=5),
        "after": text("ignore_missing", limit=5),
    }
