"""The public copy: a resource of the agreement's dataset, made of an original."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Mapping
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.lib import files
from werkzeug.datastructures import FileStorage

from ..domain.document import ENDINGS
from ..model.document import Document


def public_text(package_id: str) -> str:
    """Return the text of the public copy, for the search document of an agreement that is public.

    Whether it is public is for the caller to know.
    """
    copy = Document.public_copy(package_id)
    return (copy.text or "") if copy is not None else ""


def public_resource(package_id: str) -> str | None:
    """Return the id of the resource that is the public copy, if there is one."""
    copy = Document.public_copy(package_id)
    return copy.resource_id if copy is not None else None


def filename(package_id: str, *, mimetype: str) -> str:
    """Return the name of a public copy: that of its dataset, the reference and version in time."""
    return f"{model.Package.get(package_id).name}.{ENDINGS[mimetype]}"


def rename(package_id: str) -> None:
    """Give the public copy the name that its dataset has got with its reference.

    To be called in the unit of work that gave it: where the bytes lie depends on ids only.
    """
    copy = Document.public_copy(package_id)
    resource = model.Resource.get(copy.resource_id) if copy is not None else None
    if copy is None or resource is None:
        return
    copy.filename = filename(package_id, mimetype=copy.mimetype)
    resource.url = copy.filename


def replace_resource(
    package_id: str,
    *,
    user: str,
    old: str | None,
    new: Document | None,
    data: bytes = b"",
    fields: Mapping[str, Any] | None = None,
) -> None:
    """Put the public copy ``new`` in place of the resource ``old``, inside a unit of work.

    The caller has checked that the user may; rows and event are written before.

    :param fields: what else of the dataset changes with it
    """
    context: Any = {"user": user, "ignore_auth": True}
    shown = tk.get_action("package_show")(dict(context, for_update=True), {"id": package_id})
    resources = [resource for resource in shown["resources"] if resource["id"] != old]
    if new is not None:
        ending = ENDINGS[new.mimetype]
        upload = FileStorage(io.BytesIO(data), filename=new.filename, content_type=new.mimetype)
        resources.append(
            {
                "id": new.resource_id,
                "name": tk._("The agreement ({ending})").format(ending=ending.upper()),
                "format": ending.upper(),
                "mimetype": new.mimetype,
                "url": new.filename,
                "url_type": "upload",
                "upload": upload,
            }
        )
    # With both keys the update stays in this transaction; with one alone it would be dropped.
    context = dict(context, defer_commit=True, return_id_only=True)
    changed = {**(fields or {}), "id": package_id, "resources": resources}
    tk.get_action("package_patch")(context, changed)


def discard(resource_id: str) -> None:
    """Remove the bytes of a resource that is gone: CKAN leaves them in the storage."""
    storage = files.get_storage(tk.config["ckan.files.default_storages.resource"])
    path = os.path.join(resource_id[0:3], resource_id[3:6], resource_id[6:])
    with contextlib.suppress(files.exc.MissingFileError):
        storage.remove(files.FileData(storage.prepare_location(path)))
