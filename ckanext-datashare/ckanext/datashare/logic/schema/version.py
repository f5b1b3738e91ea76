"""The shape of what the version actions take."""

from __future__ import annotations

from typing import Any

from .agreement import agreement_id, text


def version_start() -> dict[str, Any]:
    """Return the schema of starting a new version."""
    return dict(agreement_id(), reason=text("ignore_missing"))


def version_list() -> dict[str, Any]:
    """Return the schema of asking which versions there are."""
    return agreement_id()
