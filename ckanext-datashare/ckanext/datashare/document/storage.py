"""The party-only originals: files of CKAN in a private storage of our own, outside the dataset."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import ckan.model as model
from ckan.common import config
from ckan.lib import files

from .. import access, clock
from ..domain.rules import READ
from ..model.agreement import Agreement
from ..model.document import Document

NAME = "datashare"
_OPTION = f"ckan.files.storage.{NAME}."


class StorageMissing(RuntimeError):
    """The site has no storage for originals."""


class ContentChanged(RuntimeError):
    """The bytes in the storage are not those that were uploaded."""


def declare() -> None:
    """Give the originals a folder under ``ckan.storage_path`` unless the site names a storage.

    CKAN makes its storages after the plugins have declared their options.
    """
    folder = config.get("ckan.storage_path")
    if f"{_OPTION}type" in config or not folder:
        return
    config[f"{_OPTION}type"] = "ckan:fs"
    config[f"{_OPTION}path"] = os.path.join(folder, "datashare", "originals")
    config[f"{_OPTION}initialize"] = True


@contextmanager
def kept(data: bytes, *, filename: str, mimetype: str) -> Iterator[model.File]:
    """Write an original and yield its row, to be added in the block's unit of work.

    When the block fails, the bytes go again. The file has no owner in CKAN's sense: an owner's
    permissions would open it.

    :raises StorageMissing: when the site has none
    """
    storage = _storage()
    location = storage.prepare_location(uuid.uuid4().hex)
    written = storage.upload(location, files.make_upload(data)).as_dict()
    written.update(content_type=mimetype, hash=sha256(data), algorithm="sha256", size=len(data))
    try:
        yield model.File(name=filename, storage=NAME, **written)
    except BaseException:
        discard(location)
        raise


def read(document: Document) -> bytes:
    """Return the bytes of an original.

    :raises ContentChanged: when they are missing or are not the ones that were uploaded
    """
    file = model.Session.get(model.File, document.file_id)
    try:
        data: bytes = _storage().content(files.FileData.from_object(file)) if file else b""
    except files.exc.MissingFileError as error:
        raise ContentChanged(document.id) from error
    if sha256(data) != document.sha256:
        raise ContentChanged(document.id)
    return data


def discard(location: str) -> None:
    """Remove the bytes of an original whose row is gone; once removed, nothing happens."""
    try:
        _storage().remove(files.FileData(files.Location(location)))
    except files.exc.MissingFileError:
        return  # somebody was here before


def allows(context: Any, file: model.File, operation: str) -> bool | None:
    """Decide about files of our storage, in CKAN's place; None for other storages.

    Members of the agreement's bodies read, nobody changes: our actions do that.
    """
    if file.storage != NAME:
        return None
    document = Document.of_file(file.id)
    return operation == "show" and document is not None and may_read(context, document.package_id)


def may_read(context: Any, package_id: str) -> bool:
    """Return whether the caller may read originals: as if the agreement were still private."""
    row = Agreement.get(package_id)
    if row is None:
        return False
    at = clock.now()
    asking = access.actor(context.get("auth_user_obj") or _user(context), at=at)
    return access.decide(asking, READ, access.subject(row, private=True), at=at).allowed


def sha256(data: bytes) -> str:
    """Return the hash that tells one file from every other."""
    return hashlib.sha256(data).hexdigest()


def _user(context: Any) -> Any:
    name = context.get("user")
    return model.User.get(name) if name else None


def _storage() -> Any:
    try:
        return files.get_storage(NAME)
    except files.exc.UnknownStorageError as error:
        raise StorageMissing(f"{_OPTION}type is not set, nor ckan.storage_path") from error
