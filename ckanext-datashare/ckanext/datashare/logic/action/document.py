"""Documents of an agreement: uploaded, listed, shown with what a scan found, published, deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.model.types import make_uuid

from ... import agreements, clock, content
from ...audit.record import record
from ...document import intake, published, storage
from ...document.shown import findings_hash, shown
from ...domain.document import DocumentRefused, Kind, Status
from ...domain.state import State
from ...model.agreement import Agreement
from ...model.document import Document
from ...unit_of_work import unit_of_work
from ..schema import document as schema
from .agreement import validated

__all__ = [
    "datashare_document_confirm",
    "datashare_document_delete",
    "datashare_document_list",
    "datashare_document_publish",
    "datashare_document_show",
    "datashare_document_upload",
]

_OPEN = frozenset({State.DRAFT, State.REVIEW})


def datashare_document_upload(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Upload the agreement as PDF or DOCX; the members of its bodies may read it, nobody else.

    Who: an editor of the lead body, while it is a draft or in review.
    Event: ``document:original:uploaded``. The document is examined at once; one that takes longer
    than five seconds has the status ``pending`` until the ticker has examined it.

    :param id: id or name of the agreement
    :param upload: the file (multipart)
    :returns: the document as :func:`datashare_document_show` has it
    """
    data = validated(schema.document_upload(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_document_upload", context, {"id": row.package_id})
    _check_state(row, _OPEN)
    package_id = row.package_id
    model.Session.rollback()  # holds no transaction open while the document is read
    try:
        upload = intake.take(data["upload"][0], filename=data["upload"][1])
    except DocumentRefused as refused:
        raise tk.ValidationError({"upload": [schema.sentence(refused)]}) from refused
    with (
        storage.kept(upload.data, filename=upload.filename, mimetype=upload.mimetype) as file,
        unit_of_work(),
    ):
        row = agreements.locked(context, package_id, action="datashare_document_upload")
        _check_state(row, _OPEN)
        at, by = clock.now(), content.actor(context)
        document = intake.add(upload, file, package_id=package_id, by=by, at=at)
        _record("document:original:uploaded", row, document, by=by, at=at)
    return shown(document)


@tk.side_effect_free
def datashare_document_list(context: Any, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the documents of an agreement, the oldest first.

    Who: members of its bodies, and whoever runs the site.

    :param id: id, name or reference of the agreement
    :returns: documents as :func:`datashare_document_show` has them, without their findings
    """
    data = validated(schema.document_id(), context, data_dict)
    row = agreements.readable(context, data["id"])
    tk.check_access("datashare_document_list", context, {"id": row.package_id})
    listed = [shown(document) for document in Document.of(row.package_id)]
    return [{key: part for key, part in one.items() if key != "findings"} for one in listed]


@tk.side_effect_free
def datashare_document_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show one document and what the scan found in it.

    Who: members of the agreement's bodies, and whoever runs the site.

    :param id: id of the document
    :returns: ``{id, agreement, kind, filename, mimetype, sha256, size, pages, status,
        refused_reason, uploaded_at, confirmed_at, resource_id, findings, findings_count,
        findings_hash}``; a finding is ``{kind, page, text, label, box, sentence}``
    """
    data = validated(schema.document_id(), context, data_dict)
    return shown(_known(context, data["id"]))


def datashare_document_publish(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Make the public copy of an uploaded document, in place of an earlier one.

    It is confirmed by the caller, who has seen what the scan found; it can be read by everyone
    once the agreement is registered.
    Who: an editor of the lead body or its reviewer, while it is a draft or in review.
    Event: ``document:copy:published``.

    :param id: id of the uploaded document
    :param confirm_findings: its ``findings_hash``
    :returns: the public copy, as :func:`datashare_document_show` has it
    """
    data = validated(schema.document_confirm(), context, data_dict)
    package_id = _known(context, data["id"]).package_id
    with unit_of_work() as unit:
        row = agreements.locked(context, package_id, action="datashare_document_publish")
        _check_state(row, _OPEN)
        original = _known(context, data["id"])
        _check_confirmable(original, data["confirm_findings"], kind=Kind.ORIGINAL)
        earlier = Document.public_copy(package_id)
        old = earlier.resource_id if earlier is not None else None
        if earlier is not None:
            model.Session.delete(earlier)
        at, by = clock.now(), content.actor(context)
        copy = _copy(original, by=by, at=at)
        model.Session.add(copy)
        model.Session.flush()
        _record("document:copy:published", row, copy, by=by, at=at)
        try:
            data_ = storage.read(original)
            published.replace_resource(
                package_id, user=context["user"], old=old, new=copy, data=data_
            )
        except storage.ContentChanged as error:
            raise _refusal("id", tk._("The file has changed. Upload it again.")) from error
        unit.index(package_id)
    if old:
        published.discard(old)
    return shown(copy)


def datashare_document_confirm(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Confirm a public copy that somebody else made, after seeing what the scan found in it.

    Who: an IG lead, DPO or administrator of the lead body, while it is a draft or in review.
    Event: ``document:copy:confirmed``.

    :param id: id of the public copy
    :param confirm_findings: its ``findings_hash``
    :returns: the public copy, as :func:`datashare_document_show` has it
    """
    data = validated(schema.document_confirm(), context, data_dict)
    package_id = _known(context, data["id"]).package_id
    with unit_of_work():
        row = agreements.locked(context, package_id, action="datashare_document_confirm")
        _check_state(row, _OPEN)
        copy = _known(context, data["id"])
        _check_confirmable(copy, data["confirm_findings"], kind=Kind.PUBLIC_COPY)
        at, by = clock.now(), content.actor(context)
        copy.confirmed_at, copy.confirmed_by = at, by
        _record("document:copy:confirmed", row, copy, by=by, at=at)
    return shown(copy)


def datashare_document_delete(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Delete an uploaded document, or take back a public copy, while the agreement is a draft.

    Who: an editor of the lead body. Event: ``document:original:deleted`` or
    ``document:copy:withdrawn``.

    :param id: id of the document
    :param reason: why (optional)
    :returns: ``{id}``
    """
    data = validated(schema.document_delete(), context, data_dict)
    package_id = _known(context, data["id"]).package_id
    with unit_of_work() as unit:
        row = agreements.locked(context, package_id, action="datashare_document_delete")
        _check_state(row, frozenset({State.DRAFT}))
        document = _known(context, data["id"])
        is_copy, resource_id = document.kind == Kind.PUBLIC_COPY.value, document.resource_id
        file = model.Session.get(model.File, document.file_id) if document.file_id else None
        location = file.location if file is not None else ""
        model.Session.delete(document)
        if file is not None:
            model.Session.delete(file)
        record(
            "document:copy:withdrawn" if is_copy else "document:original:deleted",
            ("agreement", package_id),
            by=content.actor(context),
            at=clock.now(),
            body=row.lead,
            document=data["id"],
            reason=data.get("reason"),
        )
        if is_copy:
            published.replace_resource(package_id, user=context["user"], old=resource_id, new=None)
            unit.index(package_id)
    # Bytes go last: a transaction that fails must find them in their place.
    if is_copy and resource_id:
        published.discard(resource_id)
    elif location:
        storage.discard(location)
    return {"id": data["id"]}


def _known(context: Any, document_id: str) -> Document:
    """Return a document that the caller may read; missing and forbidden are the same answer."""
    document = Document.get(document_id)
    try:
        tk.check_access("datashare_document_show", context, {"id": document_id})
    except tk.NotAuthorized as error:
        raise tk.ObjectNotFound(tk._("Document was not found.")) from error
    if document is None:
        raise tk.ObjectNotFound(tk._("Document was not found."))
    return document


def _check_state(row: Agreement, states: frozenset[State]) -> None:
    if row.state not in states:
        raise _refusal("id", tk._("Documents cannot change in the agreement's present state."))


def _check_confirmable(document: Document, seen: str, *, kind: Kind) -> None:
    """Refuse what is not examined, of the other kind, or confirmed on other findings."""
    if document.kind != kind.value:
        raise _refusal("id", tk._("Choose another document: this is not of the kind needed."))
    if document.status != Status.READY.value:
        raise _refusal("id", document.refused_reason or tk._("The document is still examined."))
    if seen != findings_hash(document):
        raise _refusal(
            "confirm_findings", tk._("Look at what was found in the document, then confirm it.")
        )


def _copy(original: Document, *, by: str, at: datetime) -> Document:
    return Document(
        package_id=original.package_id,
        kind=Kind.PUBLIC_COPY.value,
        filename=published.filename(original.package_id, mimetype=original.mimetype),
        mimetype=original.mimetype,
        sha256=original.sha256,
        size=original.size,
        pages=original.pages,
        text=original.text,
        findings=original.findings,
        status=Status.READY.value,
        uploaded_by=by,
        uploaded_at=at,
        confirmed_by=by,
        confirmed_at=at,
        resource_id=make_uuid(),
    )


def _record(event: str, row: Agreement, document: Document, *, by: str, at: datetime) -> None:
    """Record what happened to a document; file names and findings' words stay out."""
    facts: dict[str, Any] = {"document": document.id, "sha256": document.sha256}
    if event != "document:copy:confirmed":
        facts["size"] = document.size
    if event == "document:original:uploaded":
        facts["mimetype"] = document.mimetype
    else:
        facts["findings"] = len(document.findings or [])
    subject = ("agreement", row.package_id)
    record(
        event,
        subject,
        by=by,
        at=at,
        body=row.lead,
        reference=row.reference,
        version=row.version,
        **facts,
    )


def _refusal(field: str, sentence: str) -> Exception:
    return tk.ValidationError({field: [sentence]})
