"""Life-cycle keys in dataset dictionaries: shown by us, never written by a dataset action.

A caller that reads a dictionary, changes a field and sends it back must succeed; one that sends
another status must hear that the status has actions of its own.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

DATASET_KEYS = (
    "reference",
    "version",
    "status",
    "status_label",
    "status_since",
    "status_reason",
    "registered_at",
    "review_overdue",
    "partners_only_reason",
    "replaces",
    "ends_on",
    "ends_reason",
    "name",
    "private",
    "state",
)
PARTY_KEYS = (
    *("status", "invited", "joined", "left", "left_reason"),
    *("suspended", "suspended_reason"),
)
# Only for display; never compared.
PARTY_DISPLAY_KEYS = ("title", "name")


def strip(data: dict[str, Any], *, stored: dict[str, Any]) -> None:
    """Take life-cycle keys out of ``data``.

    :param stored: their present values, parties under ``parties`` by body id.
    :raises ckan.logic.ValidationError: naming each key whose value differs.
    """
    errors: dict[str, Any] = {}
    for key in dict.fromkeys((*DATASET_KEYS, *stored.keys() - {"parties"})):
        if key in data and not _same(data.pop(key), stored.get(key)):
            errors[key] = [_message(key)]
    rows = data.get("parties")
    if isinstance(rows, list):
        found = [_strip_party(row, stored.get("parties", {})) for row in rows]
        if any(found):
            errors["parties"] = found
    if errors:
        raise tk.ValidationError(errors)


def _strip_party(row: Any, stored: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    if not isinstance(row, dict):
        return {}
    known = stored.get(str(row.get("body")), {})
    for key in PARTY_DISPLAY_KEYS:
        row.pop(key, None)
    return {
        key: [_message(key)]
        for key in PARTY_KEYS
        if key in row and not _same(row.pop(key), known.get(key))
    }


def _same(sent: Any, stored: Any) -> bool:
    if sent in (None, "") and stored in (None, ""):
        return True
    if isinstance(stored, bool):
        return str(sent).lower() == str(stored).lower()
    return str(sent) == str(stored)


def _message(key: str) -> str:
    return tk._("“{key}” is not written here: it has an action of its own.").format(key=key)
