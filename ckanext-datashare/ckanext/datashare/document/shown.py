"""A document as dictionaries show it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ..domain.finding import Finding, digest
from ..model.document import Document


def shown(document: Document) -> dict[str, Any]:
    """Return a document with what the scan found in it, in sentences, and the hash of that."""
    found = _findings(document)
    return {
        "id": document.id,
        "agreement": document.package_id,
        "kind": document.kind,
        "filename": document.filename,
        "mimetype": document.mimetype,
        "sha256": document.sha256,
        "size": document.size,
        "pages": document.pages,
        "status": document.status,
        "refused_reason": document.refused_reason,
        "uploaded_at": document.uploaded_at.isoformat(),
        "confirmed_at": document.confirmed_at.isoformat() if document.confirmed_at else None,
        "resource_id": document.resource_id,
        "findings": [_finding(one) for one in found],
        "findings_count": len(found),
        "findings_hash": findings_hash(document),
    }


def findings_hash(document: Document) -> str:
    """Return the hash that whoever confirms sends back: of the file and of what was found."""
    return digest(_findings(document), sha256=document.sha256)


def _finding(found: Finding) -> dict[str, Any]:
    sentence = tk._(found.template).format(text=found.text, label=found.label)
    return {**found.as_dict(), "sentence": sentence}


def _findings(document: Document) -> list[Finding]:
    return [Finding.from_dict(found) for found in document.findings or []]
