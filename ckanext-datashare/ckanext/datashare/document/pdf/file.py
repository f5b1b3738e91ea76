"""Opens a PDF and reads its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...domain.document import DocumentRefused, Limits, Reason
from .active import refuse_active
from .objects import Objects

START = b"%PDF-"
_CANNOT_KEEP = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PASSWORD_ERRORS = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


@contextmanager
def opened(data: bytes, *, limits: Limits) -> Iterator[tuple[pdfium.PdfDocument, Objects]]:
    """Open a PDF that may be read, and close it again.

    :raises DocumentRefused: for a broken, encrypted, active or over-long one
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = Reason.ENCRYPTED if error.err_code in _PASSWORD_ERRORS else Reason.BROKEN
        raise DocumentRefused(reason) from error
    try:
        # Files with an owner's password open without one and yet are encrypted.
        if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
            raise DocumentRefused(Reason.ENCRYPTED)
        if len(document) > limits.pages:
            raise DocumentRefused(Reason.TOO_MANY_PAGES, found=len(document), limit=limits.pages)
        objects = Objects(document)
        refuse_active(document, objects)
        yield document, objects
    finally:
        document.close()


def page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Return one page, counted from nought.

    :raises DocumentRefused: when it cannot be read
    """
    try:
        return document[number]
    except pdfium.PdfiumError as error:
        raise DocumentRefused(Reason.BROKEN) from error


def page_text(text: pdfium.PdfTextPage) -> str:
    """Return the text of one page without what no database keeps."""
    read = text.get_text_range()
    return _CANNOT_KEEP.sub("", read.replace("\r\n", "\n").replace("\r", "\n")).strip()
