"""The shape of what the document actions take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from werkzeug.datastructures import FileStorage

from ... import config
from ...domain.document import DocumentRefused, Reason
from .agreement import text


def document_upload() -> dict[str, Any]:
    """Return the schema of an upload: the agreement, and the file as (bytes, its name)."""
    return {"id": text("not_empty", limit=100), "upload": [_present, _bytes]}


def document_id() -> dict[str, Any]:
    """Return the schema of a question about one document."""
    return {"id": text("not_empty", limit=100)}


def document_delete() -> dict[str, Any]:
    """Return the schema of a deletion, with a reason if there is one to tell."""
    return {**document_id(), "reason": text("ignore_missing")}


def document_confirm() -> dict[str, Any]:
    """Return the schema of a confirmation: the hash of the findings that were shown."""
    return {**document_id(), "confirm_findings": text("not_empty", limit=64)}


def _present(key: Any, data: Any, errors: Any, context: Any) -> None:
    value = data.get(key)
    # A form's file field that was left empty comes as a file without a name.
    if not isinstance(value, FileStorage) or not value.filename:
        errors[key].append(tk._("Select the agreement as a PDF or DOCX."))
        raise tk.StopOnError


def _bytes(value: FileStorage) -> tuple[bytes, str]:
    """Read no more of the file than one byte beyond the limit."""
    most = config.document_limits().megabytes
    data = value.stream.read(most * 1_000_000 + 1)
    if len(data) > most * 1_000_000:
        raise tk.Invalid(sentence(DocumentRefused(Reason.TOO_LARGE, limit=most)))
    return data, value.filename or ""


def sentence(refused: DocumentRefused) -> str:
    """Return what is wrong with a document and what to do, in the reader's language."""
    what = tk._(refused.sentence_template).format(**refused.words)
    return f"{what} {tk._(refused.next_step_template)}"
