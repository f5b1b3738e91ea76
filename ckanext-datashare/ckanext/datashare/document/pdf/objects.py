"""Reads the objects of a PDF as PDFium writes them: names plain, nothing compressed but streams.

PDFium saves a document as it understood it: object streams are unpacked, names lose their escapes,
superseded objects are gone. What is asked of a document here is asked of that copy, so that no way
of writing a name hides it.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

from ...domain.document import DocumentRefused, Reason

MAX_DEPTH = 100
MAX_STREAM = 4_000_000  # of a stream that is read here: properties, never pages

_SPACE = re.compile(rb"(?:[\0\t\n\f\r ]|%[^\r\n]*)*")
_HEAD = re.compile(rb"(\d{1,10}) \d{1,5} obj")
_NAME = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]*)")
_REFERENCE = re.compile(rb"(\d{1,10}) \d{1,5} R(?![A-Za-z])")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_WORD = re.compile(rb"true|false|null")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_IN_STRING = re.compile(rb"[()\\]")


class Name(str):
    """A PDF name, without its stroke."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to an object by number."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its dictionary, and its bytes as they are stored."""

    entries: dict[str, Any]
    data: bytes

    def text(self) -> str:
        """Return the content of a plain or deflated stream as text, at most MAX_STREAM of it."""
        named = self.entries.get("Filter")
        filters = [named] if isinstance(named, str) else list(named or [])
        if filters == ["FlateDecode"]:
            unpacked = zlib.decompressobj().decompress(self.data, MAX_STREAM)
        else:
            unpacked = self.data[:MAX_STREAM] if not filters else b""
        encoding = "utf-16" if unpacked[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
        return unpacked.decode(encoding, errors="replace")


class Objects:
    """The objects of one document by number, with its trailer's root and properties."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        """:raises DocumentRefused: when even PDFium's copy makes no sense."""
        copy = io.BytesIO()
        try:
            document.save(copy)
            self._data = copy.getvalue()
            self.all: dict[int, Any] = {}
            position = self._read_objects()
            self.trailer = self._read_trailer(position)
        except (pdfium.PdfiumError, _Malformed, zlib.error) as error:
            raise DocumentRefused(Reason.BROKEN) from error

    def resolved(self, value: Any) -> Any:
        """Return what a reference points to, through at most ten steps."""
        for _step in range(10):
            if not isinstance(value, Reference):
                return value
            value = self.all.get(value.number)
        return None

    def dictionary(self, value: Any) -> dict[str, Any]:
        """Return a dictionary, of a stream too; an empty one for anything else."""
        found = self.resolved(value)
        if isinstance(found, Stream):
            return found.entries
        return found if isinstance(found, dict) else {}

    def dictionaries(self) -> Iterator[dict[str, Any]]:
        """Yield every dictionary of the document, nested ones included."""
        waiting: list[Any] = list(self.all.values())
        while waiting:
            value = waiting.pop()
            if isinstance(value, Stream):
                value = value.entries
            if isinstance(value, dict):
                yield value
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)

    def _read_objects(self) -> int:
        position = _skip(self._data, 0)
        while head := _HEAD.match(self._data, position):
            value, position = _value(self._data, head.end(), 0)
            position = _skip(self._data, position)
            if self._data.startswith(b"stream", position):
                value, position = self._stream(value, position + len(b"stream"))
            if not self._data.startswith(b"endobj", position):
                raise _Malformed("an object does not end")
            self.all[int(head.group(1))] = value
            position = _skip(self._data, position + len(b"endobj"))
        return position

    def _stream(self, entries: Any, position: int) -> tuple[Stream, int]:
        length = entries.get("Length") if isinstance(entries, dict) else None
        if not isinstance(length, int | float) or length < 0:
            raise _Malformed("a stream has no length")
        start = position + (2 if self._data.startswith(b"\r\n", position) else 1)
        end = start + int(length)
        after = _skip(self._data, end)
        if not self._data.startswith(b"endstream", after):
            raise _Malformed("a stream does not end where it says")
        stream = Stream(entries, self._data[start:end])
        return stream, _skip(self._data, after + len(b"endstream"))

    def _read_trailer(self, position: int) -> dict[str, Any]:
        found = self._data.find(b"trailer", position)
        if found < 0:
            raise _Malformed("there is no trailer")
        value, _end = _value(self._data, found + len(b"trailer"), 0)
        if not isinstance(value, dict):
            raise _Malformed("the trailer is no dictionary")
        return value


class _Malformed(ValueError):
    pass


def _skip(data: bytes, position: int) -> int:
    match = _SPACE.match(data, position)
    return match.end() if match else position


def _value(data: bytes, position: int, depth: int) -> tuple[Any, int]:
    """Return the value at ``position`` and where it ends."""
    if depth > MAX_DEPTH:
        raise _Malformed("values lie too deep in each other")
    position = _skip(data, position)
    if data.startswith(b"<<", position):
        return _dictionary(data, position + 2, depth)
    if data.startswith(b"[", position):
        return _array(data, position + 1, depth)
    if data.startswith(b"(", position):
        return _string(data, position + 1)
    return _simple(data, position)


def _simple(data: bytes, position: int) -> tuple[Any, int]:
    if match := _NAME.match(data, position):
        raw = _ESCAPE.sub(lambda escape: bytes([int(escape.group(1), 16)]), match.group(1))
        return Name(raw.decode("latin-1")), match.end()
    if match := _REFERENCE.match(data, position):
        return Reference(int(match.group(1))), match.end()
    if match := _NUMBER.match(data, position):
        text = match.group()
        return (int(text) if text.lstrip(b"+-").isdigit() else float(text)), match.end()
    if match := _HEX.match(data, position):
        digits = b"".join(match.group(1).split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")), match.end()
    if match := _WORD.match(data, position):
        return {b"true": True, b"false": False}.get(match.group()), match.end()
    raise _Malformed("a value cannot be read")


def _dictionary(data: bytes, position: int, depth: int) -> tuple[dict[str, Any], int]:
    entries: dict[str, Any] = {}
    while True:
        position = _skip(data, position)
        if data.startswith(b">>", position):
            return entries, position + 2
        key, position = _simple(data, position)
        if not isinstance(key, Name):
            raise _Malformed("a key is no name")
        entries[str(key)], position = _value(data, position, depth + 1)


def _array(data: bytes, position: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    while True:
        position = _skip(data, position)
        if data.startswith(b"]", position):
            return items, position + 1
        item, position = _value(data, position, depth + 1)
        items.append(item)


def _string(data: bytes, position: int) -> tuple[bytes, int]:
    """Return a string as it is written, its escapes untouched: nobody here reads strings."""
    start, open_ = position, 1
    while match := _IN_STRING.search(data, position):
        position = match.end()
        if match.group() == b"\\":
            position += 1
        else:
            open_ += 1 if match.group() == b"(" else -1
            if open_ == 0:
                return data[start : match.start()], position
    raise _Malformed("a string does not end")
