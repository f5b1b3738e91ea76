"""The shape of what the first check takes."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...domain.screening import GROUNDS


def screening_assess() -> dict[str, Any]:
    """Return the schema of the facts: each a ground of the law and whether it is so."""
    yes = [tk.get_validator("ignore_missing"), tk.get_validator("boolean_validator")]
    return {ground.id: yes for ground in GROUNDS}
