"""The shape of what the actions on records of processing activities take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

MOST = 100  # agreements of one answer


def ropa_list() -> dict[str, Any]:
    """Return the schema of a question about one agreement, or about a body's agreements."""
    ignore_missing, text = tk.get_validator("ignore_missing"), tk.get_validator("unicode_safe")
    return {
        "id": [ignore_missing, text],
        "body": [ignore_missing, text],
        "limit": [tk.get_validator("default")(MOST), tk.get_validator("natural_number_validator")],
        "offset": [tk.get_validator("default")(0), tk.get_validator("natural_number_validator")],
    }
