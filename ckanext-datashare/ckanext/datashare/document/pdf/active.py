"""Refuses a PDF that does things by itself or carries other files (ISO 32000-2, 12.6 and 7.11)."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...domain.document import DocumentRefused, Reason
from .objects import Objects

# ISO 32000-2 table 201: action types that run a program, send data or play something.
_ACTIONS = frozenset(
    [
        *("JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE"),
        *("GoTo3DView", "Rendition", "Movie", "Sound", "RichMediaExecute"),
    ]
)
# What a document may do by itself when it is opened: show a place in itself.
_HARMLESS = frozenset({"GoTo", "Named"})
# ISO 32000-2 table 171: annotations that hold files or media.
_CARRIERS = frozenset({"FileAttachment", "RichMedia", "Movie", "Sound", "Screen", "3D"})


def refuse_active(document: pdfium.PdfDocument, objects: Objects) -> None:
    """Refuse scripts, forms with programs, actions at opening, attachments and media.

    :raises DocumentRefused: naming the sort of thing that was found
    """
    if raw.FPDF_GetFormType(document) in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        raise DocumentRefused(Reason.ACTIVE, found="XFA")
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise DocumentRefused(Reason.ACTIVE, found="JavaScript")
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        raise DocumentRefused(Reason.ATTACHED, found="EmbeddedFile")
    for entries in objects.dictionaries():
        _refuse(entries, objects)


def _refuse(entries: dict[str, Any], objects: Objects) -> None:
    if "JS" in entries:
        raise DocumentRefused(Reason.ACTIVE, found="JavaScript")
    if "XFA" in entries:
        raise DocumentRefused(Reason.ACTIVE, found="XFA")
    action = objects.resolved(entries.get("S"))
    if action in _ACTIONS and entries.get("Type") in (None, "Action"):
        raise DocumentRefused(Reason.ACTIVE, found=str(action))
    if "OpenAction" in entries:
        _refuse_at_once(entries["OpenAction"], objects)
    for additional in objects.dictionary(entries.get("AA")).values():
        _refuse_at_once(additional, objects)
    if "EF" in entries or entries.get("Type") == "EmbeddedFile":
        raise DocumentRefused(Reason.ATTACHED, found="EmbeddedFile")
    subtype = objects.resolved(entries.get("Subtype"))
    if subtype in _CARRIERS and "Rect" in entries:
        raise DocumentRefused(Reason.ATTACHED, found=str(subtype))


def _refuse_at_once(value: Any, objects: Objects) -> None:
    """Refuse an action that nobody asked for, other than going to a place in the document."""
    action = objects.resolved(objects.dictionary(value).get("S"))
    if action is not None and action not in _HARMLESS:
        raise DocumentRefused(Reason.ACTIVE, found=str(action)[:30])
