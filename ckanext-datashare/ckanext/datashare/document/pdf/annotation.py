"""Comments and marks on a page of a PDF."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...domain.finding import Box, Finding, FindingKind, shortened

MAX_ANNOTATIONS = 10_000  # of one page
# Marks that a reader makes (ISO 32000-2 table 171); links and form fields belong to the text.
_COMMENTS: dict[int, str] = {
    raw.FPDF_ANNOT_TEXT: "note",
    raw.FPDF_ANNOT_FREETEXT: "text box",
    raw.FPDF_ANNOT_LINE: "line",
    raw.FPDF_ANNOT_SQUARE: "rectangle",
    raw.FPDF_ANNOT_CIRCLE: "ellipse",
    raw.FPDF_ANNOT_POLYGON: "polygon",
    raw.FPDF_ANNOT_POLYLINE: "line",
    raw.FPDF_ANNOT_HIGHLIGHT: "highlight",
    raw.FPDF_ANNOT_UNDERLINE: "underline",
    raw.FPDF_ANNOT_SQUIGGLY: "underline",
    raw.FPDF_ANNOT_STRIKEOUT: "strike-out",
    raw.FPDF_ANNOT_STAMP: "stamp",
    raw.FPDF_ANNOT_CARET: "insertion mark",
    raw.FPDF_ANNOT_INK: "drawing",
    raw.FPDF_ANNOT_REDACT: "redaction that was not carried out",
}


def comments(page: pdfium.PdfPage, *, number: int) -> Iterator[Finding]:
    """Yield the marks of readers on page ``number``, with their words."""
    for mark in _annotations(page):
        sort = _COMMENTS.get(raw.FPDFAnnot_GetSubtype(mark))
        if sort is None:
            continue
        words = shortened(_string(mark, b"Contents")) or f"({sort})"
        yield Finding(kind=FindingKind.COMMENT, text=words, page=number, label=sort, box=_box(mark))


def covering(page: pdfium.PdfPage) -> Iterator[Box]:
    """Yield the boxes of marks that hide the text under them and leave it in the file."""
    for mark in _annotations(page):
        subtype = raw.FPDFAnnot_GetSubtype(mark)
        filled = subtype == raw.FPDF_ANNOT_SQUARE and raw.FPDFAnnot_HasKey(mark, b"IC")
        if filled or subtype == raw.FPDF_ANNOT_REDACT:
            yield _box(mark)


def _annotations(page: pdfium.PdfPage) -> Iterator[Any]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        with _opened(page, index) as mark:
            if mark:
                yield mark


@contextmanager
def _opened(page: pdfium.PdfPage, index: int) -> Iterator[Any]:
    mark = raw.FPDFPage_GetAnnot(page, index)
    try:
        yield mark
    finally:
        if mark:
            raw.FPDFPage_CloseAnnot(mark)


def _string(mark: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(mark, key, None, 0)
    buffer: Any = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(mark, key, buffer, size)
    return bytes(buffer).decode("utf-16-le", errors="ignore").split("\0", 1)[0]


def _box(mark: Any) -> Box:
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(mark, rect)
    edges = (rect.left, rect.right), (rect.bottom, rect.top)
    (left, right), (bottom, top) = sorted(edges[0]), sorted(edges[1])
    return (round(left, 1), round(bottom, 1), round(right, 1), round(top, 1))
