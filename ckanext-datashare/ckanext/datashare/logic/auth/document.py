"""Who may do what with documents: the lead writes, the parties' members read the originals.

``id`` is the agreement's; for showing and downloading one document it is the document's.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...document import storage
from ...domain.rules import WRITE
from ...model.document import Document
from .agreement import answer

__all__ = [
    "datashare_document_confirm",
    "datashare_document_delete",
    "datashare_document_download",
    "datashare_document_list",
    "datashare_document_publish",
    "datashare_document_show",
    "datashare_document_upload",
]


@tk.auth_sysadmins_check
def datashare_document_upload(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an editor of the lead body."""
    return answer(context, WRITE, data_dict["id"])


@tk.auth_sysadmins_check
def datashare_document_delete(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an editor of the lead body."""
    return answer(context, WRITE, data_dict["id"])


@tk.auth_sysadmins_check
def datashare_document_publish(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an editor of the lead body, or its reviewer."""
    verdict = answer(context, WRITE, data_dict["id"])
    return verdict if verdict["success"] else datashare_document_confirm(context, data_dict)


@tk.auth_sysadmins_check
def datashare_document_confirm(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: whoever may register the agreement."""
    return answer(context, "agreement:register", data_dict["id"])


@tk.auth_sysadmins_check
def datashare_document_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: members of the agreement's bodies, and whoever runs the site."""
    return _reads(context, data_dict["id"])


@tk.auth_sysadmins_check
def datashare_document_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: members of the agreement's bodies, and whoever runs the site."""
    return _reads_document(context, data_dict)


@tk.auth_sysadmins_check
def datashare_document_download(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: members of the agreement's bodies, and whoever runs the site."""
    return _reads_document(context, data_dict)


def _reads_document(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    document = Document.get(data_dict["id"])
    return _reads(context, document.package_id if document is not None else "")


def _reads(context: Any, package_id: str) -> dict[str, Any]:
    if storage.may_read(context, package_id):
        return {"success": True}
    return {"success": False, "msg": tk._("This is for the agreement's parties.")}
