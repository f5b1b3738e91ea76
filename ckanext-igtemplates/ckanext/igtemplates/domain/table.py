"""Tables that a spreadsheet program may open: no cell of them is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# What makes a spreadsheet program take a cell for a formula, at its start.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def safe(cell: str) -> str:
    """Return the text of a cell; one that could be a formula is marked as text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_STARTS) or cell.startswith(_STARTS) else cell


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file as spreadsheet programs take it: UTF-8 with its mark, lines ended CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    for row in (header, *rows):
        writer.writerow([safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")
