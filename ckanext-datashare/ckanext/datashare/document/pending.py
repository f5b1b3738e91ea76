"""Examines the documents whose examination took longer than their uploader could wait."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model

from .. import config
from ..audit.record import record
from ..domain.document import DocumentRefused, Reason, Status
from ..model.agreement import Agreement
from ..model.document import Document
from ..unit_of_work import unit_of_work
from . import intake, storage
from .examine import Examined, examine

AT_ONCE = 20
BY = "system:examiner"


def run(at: datetime) -> int:
    """Examine what waits, one transaction a document; return how many were done.

    Event for each: ``document:original:examined``.
    """
    waiting = Document.pending(limit=AT_ONCE)
    model.Session.rollback()
    for document_id in waiting:
        _examine(document_id, at=at)
    return len(waiting)


def _examine(document_id: str, *, at: datetime) -> None:
    document = model.Session.get(Document, document_id)
    if document is None:
        return  # deleted since
    found = _found(document)
    with unit_of_work():
        document = model.Session.get(Document, document_id, with_for_update=True)
        row = Agreement.get(document.package_id) if document is not None else None
        if document is None or row is None:
            raise LookupError(f"document {document_id} was deleted while it was examined")
        if isinstance(found, DocumentRefused):
            document.status, document.refused_reason = Status.REFUSED.value, str(found)
        else:
            intake.fill(document, found)
        record(
            "document:original:examined",
            ("agreement", document.package_id),
            by=BY,
            at=at,
            body=row.lead,
            reference=row.reference,
            version=row.version,
            document=document.id,
            status=document.status,
        )


def _found(document: Document) -> Examined | DocumentRefused:
    """Return what reading gave; no transaction stays open while it lasts."""
    filename = document.filename
    try:
        data = storage.read(document)
    except storage.ContentChanged:
        return DocumentRefused(Reason.BROKEN)
    model.Session.rollback()
    try:
        return examine(data, filename=filename, limits=config.document_limits())
    except DocumentRefused as refused:
        return refused
