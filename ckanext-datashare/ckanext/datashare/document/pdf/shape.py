"""What lies on a page of a PDF, in the order in which it is painted."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...domain.finding import Box

MAX_NESTING = 8
MAX_SHAPES = 50_000  # of one page; drawings beyond that are not looked at
MAX_SEGMENTS = 2_000  # of one path
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_TOLERANCE = 0.5  # points


@dataclass(frozen=True, slots=True)
class Shape:
    """One painted thing: its handle, sort (FPDF_PAGEOBJ_…), box on the page, opaque rectangles."""

    handle: Any
    sort: int
    box: Box
    colour: tuple[int, int, int, int] | None
    rectangles: tuple[Box, ...] = ()

    @property
    def address(self) -> int:
        """Return what tells this object from others."""
        return _address(self.handle)

    @property
    def is_white(self) -> bool:
        """Return whether it is painted white or nearly so."""
        return self.colour is not None and min(self.colour[:3]) >= 250


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def shapes(page: pdfium.PdfPage) -> list[Shape]:
    """Return what is painted on a page, forms within it unfolded, first to last."""
    found: list[Shape] = []
    count = raw.FPDFPage_CountObjects(page)
    for index in range(count):
        handle = raw.FPDFPage_GetObject(page, index)
        found.extend(_unfolded(handle, _IDENTITY, 0, MAX_SHAPES - len(found)))
        if len(found) >= MAX_SHAPES:
            break
    return found


def _unfolded(handle: Any, matrix: Matrix, level: int, room: int) -> Iterator[Shape]:
    sort = raw.FPDFPageObj_GetType(handle)
    if sort != raw.FPDF_PAGEOBJ_FORM:
        shape = _shape(handle, sort, matrix)
        if shape is not None:
            yield shape
        return
    if level >= MAX_NESTING:
        return
    inner = _times(_matrix_of(handle), matrix)
    for index in range(min(max(raw.FPDFFormObj_CountObjects(handle), 0), room)):
        yield from _unfolded(raw.FPDFFormObj_GetObject(handle, index), inner, level + 1, room)


def _shape(handle: Any, sort: int, matrix: Matrix) -> Shape | None:
    edges = [ctypes.c_float() for _edge in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    box = _moved((left, bottom, right, top), matrix)
    parts = [ctypes.c_uint() for _part in range(4)]
    painted = raw.FPDFPageObj_GetFillColor(handle, *parts)
    colour = tuple(part.value for part in parts) if painted else None
    rectangles: tuple[Box, ...] = ()
    if sort == raw.FPDF_PAGEOBJ_PATH:
        rectangles = tuple(_opaque_rectangles(handle, colour, _times(_matrix_of(handle), matrix)))
    return Shape(handle, sort, box, colour, rectangles)  # type: ignore[arg-type]  # four parts


def _opaque_rectangles(handle: Any, colour: Any, matrix: Matrix) -> Iterator[Box]:
    """Yield the upright rectangles of a path that hide what is under them."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(handle, fill, stroke) or not fill.value:
        return
    if colour is None or colour[3] < 250 or raw.FPDFPageObj_HasTransparency(handle):
        return
    for corners in _outlines(handle):
        box = _rectangle([_point(corner, matrix) for corner in corners])
        if box is not None:
            yield box


def _outlines(handle: Any) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each part of a path that has straight sides only."""
    corners: list[tuple[float, float]] = []
    curved = False
    for index in range(min(raw.FPDFPath_CountSegments(handle), MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if corners and not curved:
                yield corners
            corners, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        corners.append((x.value, y.value))
    if corners and not curved:
        yield corners


def _rectangle(corners: list[tuple[float, float]]) -> Box | None:
    """Return the box of four upright corners; None for any other outline."""
    if not 4 <= len(corners) <= 6:
        return None
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    box = (min(xs), min(ys), max(xs), max(ys))
    for x, y in corners:
        if min(abs(x - box[0]), abs(x - box[2])) > _TOLERANCE:
            return None
        if min(abs(y - box[1]), abs(y - box[3])) > _TOLERANCE:
            return None
    return box


def _matrix_of(handle: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, matrix):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        *(a * g + b * i, a * h + b * j),
        *(c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + m),
    )


def _point(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _moved(box: Box, matrix: Matrix) -> Box:
    left, bottom, right, top = box
    corners = [_point((x, y), matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))
