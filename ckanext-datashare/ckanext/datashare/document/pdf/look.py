"""Looks over a page of a PDF for text that can be taken out of it though nobody sees it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...domain.finding import Box, Finding, FindingKind, shortened
from .annotation import covering
from .shape import Shape, shapes

# ISO 32000-2 table 104: text that is neither filled nor stroked.
_UNSEEN_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_TEXT, _PATH = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH


def unseen(page: pdfium.PdfPage, text: pdfium.PdfTextPage, *, number: int) -> Iterator[Finding]:
    """Yield the text of page ``number`` that lies under a box, or is hidden."""
    painted = shapes(page)
    yield from _hidden(painted, page, text, number)
    yield from _covered(painted, list(covering(page)), text, number)


def _hidden(
    painted: list[Shape], page: pdfium.PdfPage, text: pdfium.PdfTextPage, number: int
) -> Iterator[Finding]:
    """Yield one finding for all text of a page that is painted so that it does not show."""
    sheet = page.get_cropbox() or page.get_mediabox()
    grounds: list[Box] = []
    words = []
    for shape in painted:
        if shape.sort != _TEXT:
            if not shape.is_white:
                grounds.append(shape.box)
            continue
        mode = raw.FPDFTextObj_GetTextRenderMode(shape.handle)
        see_through = shape.colour is not None and shape.colour[3] == 0
        pale = shape.is_white and not any(_within(_middle(shape.box), g) for g in grounds)
        if mode in _UNSEEN_MODES or see_through or pale or _apart(shape.box, sheet):
            words.append(_words_of(shape, text))
    found = shortened(" ".join(words))
    if found:
        yield Finding(kind=FindingKind.HIDDEN_TEXT, text=found, page=number)


def _covered(
    painted: list[Shape], marks: list[Box], text: pdfium.PdfTextPage, number: int
) -> Iterator[Finding]:
    """Yield a finding for each box that was painted over text, with the characters under it."""
    order = {shape.address: place for place, shape in enumerate(painted) if shape.sort == _TEXT}
    boxes = [(place, box) for place, shape in enumerate(painted) for box in shape.rectangles]
    boxes.extend((len(painted), box) for box in marks)
    boxes = [
        (place, box)
        for place, box in boxes
        if any(s.sort == _TEXT and not _apart(s.box, box) for s in painted[:place])
    ]
    if not boxes:
        return
    under: dict[int, list[str]] = {}
    for place, middle, letter in _letters(text, order):
        for which, (painted_at, box) in enumerate(boxes):
            if place < painted_at and _within(middle, box):
                under.setdefault(which, []).append(letter)
                break
    for which, letters in sorted(under.items()):
        words = shortened("".join(letters))
        if words:
            box = boxes[which][1]
            yield Finding(kind=FindingKind.COVERED_TEXT, text=words, page=number, box=_rounded(box))


def _letters(
    text: pdfium.PdfTextPage, order: dict[int, int]
) -> Iterator[tuple[int, tuple[float, float], str]]:
    """Yield for each letter when it was painted, its middle, and the letter."""
    for index in range(text.count_chars()):
        handle = raw.FPDFText_GetTextObject(text, index)
        place = order.get(ctypes.cast(handle, ctypes.c_void_p).value or 0)
        if place is None:
            continue
        left, right, bottom, top = (ctypes.c_double() for _edge in range(4))
        if not raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            continue
        middle = ((left.value + right.value) / 2, (bottom.value + top.value) / 2)
        yield place, middle, _letter(raw.FPDFText_GetUnicode(text, index))


def _letter(code: int) -> str:
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else " "


def _words_of(shape: Shape, text: pdfium.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(shape.handle, text, None, 0)
    buffer: Any = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(shape.handle, text, buffer, size)
    return bytes(buffer).decode("utf-16-le", errors="ignore").split("\0", 1)[0]


def _middle(box: Box) -> tuple[float, float]:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _within(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _apart(first: Box, second: Iterable[float]) -> bool:
    left, bottom, right, top = second
    return first[2] <= left or first[0] >= right or first[3] <= bottom or first[1] >= top


def _rounded(box: Box) -> Box:
    left, bottom, right, top = (round(edge, 1) for edge in box)
    return (left, bottom, right, top)
