"""The shape of what the signature and part actions take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import vocabulary
from ...domain.role import SIGNATORIES
from .agreement import text

_PATH_LIMIT = 200


def signature_create() -> dict[str, Any]:
    """Return the schema of a signature: agreement, body, role."""
    roles = [role.value for role in SIGNATORIES]
    return {
        "id": text("not_empty", limit=100),
        "body": text("not_empty", limit=100),
        "role": [*text("not_empty", limit=40), tk.get_validator("one_of")(roles)],
    }


def part_withhold() -> dict[str, Any]:
    """Return the schema of keeping a part back: agreement, path, reason, exemption."""
    known = [term["value"] for term in vocabulary.choices("exemption")]
    return dict(
        part_disclose(),
        exemption=[*text("not_empty", limit=60), tk.get_validator("one_of")(known)],
        public_interest=text("ignore_empty"),
    )


def part_disclose() -> dict[str, Any]:
    """Return the schema of showing a part after all: agreement, path, reason."""
    return {
        "id": text("not_empty", limit=100),
        "path": text("not_empty", limit=_PATH_LIMIT),
        "reason": text("not_empty"),
    }
