"""Tables in text files, read so that one broken row costs no other.

Python's reader stops or runs on where a quote is missing, a cell is huge or bytes are no UTF-8.
Here each record is cut out first and read alone; whatever is wrong with it is said at its line,
and reading goes on at the next line that is whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

MAX_FILE_BYTES = 50_000_000
MAX_CELL_CHARS = 100_000
MAX_RECORD_LINES = 5_000
MAX_ROWS = 200_000
# What may be read again while looking for the end of a broken record, in lines.
_RECOVERY_LINES = 200_000
# Bytes that are no UTF-8 become lone surrogates U+DC80 to U+DCFF; NUL takes a place below them.
_NUL = "\udc00"


@dataclass(frozen=True, slots=True)
class Record:
    """A row by column name, or the reason why there is none; lines count from one."""

    line: int
    cells: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""


class TableRefused(ValueError):
    """Nothing in the file can be read; the message is a sentence for a person."""


@dataclass(slots=True)
class Table:
    """A file with a heading row: its column names, then its records."""

    columns: tuple[str, ...]
    records: Iterator[Record]


def read(path: Path, *, delimiter: str | None = None) -> Table:
    """Open ``path`` and read its heading.

    :param delimiter: a tab for ``.tsv`` files and a comma for others unless given.
    :raises TableRefused: when the file is missing, too large, empty or not text in UTF-8.
    """
    lines = _lines(path)
    delimiter = delimiter or ("\t" if path.suffix.lower() == ".tsv" else ",")
    start = next((number for number, line in enumerate(lines) if line.strip()), None)
    if start is None:
        raise TableRefused("The file is empty.")
    end = _end_of_record(lines, start)
    if end is None:
        raise TableRefused("The heading opens a quotation mark and never closes it.")
    heading = _cells("".join(lines[start:end]), delimiter)
    if isinstance(heading, str):
        raise TableRefused(f"Line {start + 1}, the heading: {heading}")
    columns = tuple(" ".join(cell.split()) for cell in heading)
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise TableRefused(f"The heading has the column “{twice[0]}” twice.")
    return Table(columns, _records(lines, end, columns, delimiter))


def missing(columns: Collection[str], needed: Collection[str]) -> str:
    """Return a sentence naming the columns of ``needed`` that are not there; empty if all are."""
    absent = [name for name in needed if name not in columns]
    if not absent:
        return ""
    noun = "column is" if len(absent) == 1 else "columns are"
    return f"{len(absent)} {noun} missing: {', '.join(f'“{name}”' for name in absent)}."


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise TableRefused(f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB.")
        data = path.read_bytes()
    except OSError as error:
        raise TableRefused(f"The file cannot be read: {error.strerror}.") from error
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise TableRefused("The file is in UTF-16. Save it as CSV in UTF-8.")
    if data[:2] == b"PK":
        raise TableRefused("The file is a workbook or an archive. Save it as CSV in UTF-8.")
    text = data.decode("utf-8-sig", errors="surrogateescape").replace("\0", _NUL)
    return list(io.StringIO(text, newline=""))


def _records(
    lines: list[str], start: int, columns: tuple[str, ...], delimiter: str
) -> Iterator[Record]:
    budget = _RECOVERY_LINES
    rows = 0
    while start < len(lines):
        if not lines[start].strip():
            start += 1
            continue
        end = _end_of_record(lines, start)
        record = _record(lines, start, end, columns, delimiter)
        rows += 1
        if record.refusal and (end is None or end > start + 1):
            end = start + 1
            while end < len(lines) and budget > 0:
                budget -= (_end_of_record(lines, end) or end + MAX_RECORD_LINES) - end
                if not _record(lines, end, None, columns, delimiter).refusal:
                    break
                end += 1
        yield record
        start = end or start + 1
        if rows >= MAX_ROWS or budget <= 0:
            why = "too many rows" if budget > 0 else "too many broken rows"
            if start < len(lines):
                yield Record(start + 1, refusal=f"The rest of the file was not read: {why}.")
            return


def _end_of_record(lines: list[str], start: int) -> int | None:
    """Return the number after the record's last line: where its quotes are even; None if never."""
    quotes = 0
    for number in range(start, min(start + MAX_RECORD_LINES, len(lines))):
        quotes += lines[number].count('"')
        if quotes % 2 == 0:
            return number + 1
    return None


def _record(
    lines: list[str], start: int, end: int | None, columns: tuple[str, ...], delimiter: str
) -> Record:
    end = end or _end_of_record(lines, start)
    if end is None:
        return Record(start + 1, refusal="A quotation mark is opened and never closed.")
    cells = _cells("".join(lines[start:end]), delimiter)
    if isinstance(cells, str):
        return Record(start + 1, refusal=cells)
    if len(cells) != len(columns):
        return Record(
            start + 1,
            refusal=f"The row has {len(cells)} cells, the heading has {len(columns)}.",
        )
    named = {name: cell.strip() for name, cell in zip(columns, cells, strict=True) if name}
    return Record(start + 1, named)


def _cells(text: str, delimiter: str) -> list[str] | str:
    """Return the cells of one record, or the reason why they cannot be kept."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "field limit" in str(error):
            return f"A cell is longer than {MAX_CELL_CHARS:,} characters."
        return "The quotation marks of this row do not match."
    if len(rows) != 1:
        return "The quotation marks of this row do not match."
    for number, cell in enumerate(rows[0], start=1):
        if len(cell) > MAX_CELL_CHARS:
            return f"Cell {number} is longer than {MAX_CELL_CHARS:,} characters."
        if _NUL in cell:
            return f"Cell {number} holds a NUL character."
        if any("\ud800" <= character <= "\udfff" for character in cell):
            return f"Cell {number} is not in UTF-8. Save the file as CSV in UTF-8."
    return rows[0]
