"""Tells by its first bytes what a file is; what its name says must agree."""

from __future__ import annotations

from ..domain.document import DOCX, ENDINGS, PDF, DocumentRefused, Reason, ending
from .pdf.file import START as PDF_START
from .word.package import START as ZIP_START

# The container of older Office files, in which Office also wraps encrypted new ones.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def content_type(data: bytes, *, filename: str) -> str:
    """Return the type of a file, PDF or DOCX. Whether a zip is a DOCX shows when it is opened.

    :raises DocumentRefused: for every other type, and where the name ends otherwise
    """
    if data.startswith(_OLE) and _ENCRYPTED_PACKAGE in data:
        raise DocumentRefused(Reason.ENCRYPTED)
    if data.startswith(PDF_START):
        found = PDF
    elif data.startswith(ZIP_START):
        found = DOCX
    else:
        raise DocumentRefused(Reason.WRONG_TYPE)
    named = ending(filename)
    if named == ENDINGS[found]:
        return found
    if named in ENDINGS.values() and found == PDF:
        raise DocumentRefused(Reason.WRONG_ENDING, found=ENDINGS[found])
    raise DocumentRefused(Reason.WRONG_TYPE)
