"""Takes an uploaded document in: scanned for malware, examined, kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import ckan.model as model

from .. import config
from ..domain.document import DocumentRefused, Kind, Reason, Status, safe_filename
from ..model.document import Document
from . import storage
from .content_type import content_type
from .examine import Examined, examine
from .scanner import refuse_malware

# Someone waits for the answer: what takes longer is examined by the ticker.
QUICK_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that is taken: its bytes, and what is known of it; None where that takes long."""

    data: bytes
    filename: str
    mimetype: str
    examined: Examined | None


def take(data: bytes, *, filename: str) -> Upload:
    """Return the document if it can be taken; nothing is kept yet.

    :raises DocumentRefused: with the reason and what to do
    """
    limits = config.document_limits()
    if len(data) > limits.megabytes * 1_000_000:
        raise DocumentRefused(Reason.TOO_LARGE, limit=limits.megabytes)
    if not data:
        raise DocumentRefused(Reason.EMPTY)
    mimetype = content_type(data, filename=filename)
    refuse_malware(data, address=config.scanner(), required=config.scanner_required())
    quick = replace(limits, seconds=min(QUICK_SECONDS, limits.seconds))
    try:
        examined = examine(data, filename=filename, limits=quick)
    except DocumentRefused as refused:
        if refused.reason is not Reason.TOO_SLOW or quick == limits:
            raise
        examined = None
    return Upload(data, safe_filename(filename, mimetype=mimetype), mimetype, examined)


def add(upload: Upload, file: model.File, *, package_id: str, by: str, at: datetime) -> Document:
    """Add the rows of a document whose bytes are ``file``, in the caller's unit of work."""
    document = Document(
        package_id=package_id,
        file_id=file.id,
        kind=Kind.ORIGINAL.value,
        filename=upload.filename,
        mimetype=upload.mimetype,
        sha256=storage.sha256(upload.data),
        size=len(upload.data),
        status=Status.PENDING.value,
        uploaded_by=by,
        uploaded_at=at,
    )
    if upload.examined is not None:
        fill(document, upload.examined)
    model.Session.add_all([file, document])
    model.Session.flush()
    return document


def fill(document: Document, examined: Examined) -> None:
    """Write what was found into the row."""
    document.status = Status.READY.value
    document.text = examined.extracted.text
    document.pages = len(examined.extracted.pages)
    document.findings = [finding.as_dict() for finding in examined.findings]
