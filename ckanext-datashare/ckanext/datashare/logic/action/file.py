"""CKAN's actions on files, chained: the originals of agreements change through our actions alone.

Reading them is decided by ``document/storage.py``; a sysadmin passes that, but deletes, renames or
hands over nothing that belongs to an agreement.
"""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ...document import storage

__all__ = [
    "file_create",
    "file_delete",
    "file_ownership_transfer",
    "file_pin",
    "file_register",
    "file_rename",
    "file_unpin",
]

_REFUSAL = "Documents of agreements change through the agreement's own page."


def _chained(name: str, address: str) -> Any:
    @tk.chained_action
    def action(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
        if _is_ours(address, data_dict.get(address)):
            raise tk.NotAuthorized(tk._(_REFUSAL))
        return next_(context, data_dict)

    action.__name__ = name
    action.__doc__ = f"Do what CKAN's ``{name}`` does, but not with the originals of agreements."
    return action


def _is_ours(address: str, value: Any) -> bool:
    if not isinstance(value, str):
        return False
    if address == "storage":
        return value == storage.NAME
    file = model.Session.get(model.File, value)
    return file is not None and file.storage == storage.NAME


file_create = _chained("file_create", "storage")
file_register = _chained("file_register", "storage")
file_delete = _chained("file_delete", "id")
file_rename = _chained("file_rename", "id")
file_pin = _chained("file_pin", "id")
file_unpin = _chained("file_unpin", "id")
file_ownership_transfer = _chained("file_ownership_transfer", "id")
