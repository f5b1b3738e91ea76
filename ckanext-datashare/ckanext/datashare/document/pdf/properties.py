"""What the properties of a PDF tell of people and organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pypdfium2 as pdfium

from ...domain.finding import Finding, FindingKind, shortened
from .objects import Objects, Stream

# ISO 32000-2 table 349. What programs and dates say is left out; so is the title, meant to be read.
_PROGRAM = frozenset(
    [
        *("Title", "Creator", "Producer", "CreationDate", "ModDate", "Trapped", "SourceModified"),
        *("PTEX.Fullbanner", "GTS_PDFXVersion", "GTS_PDFXConformance"),
    ]
)
# XMP (ISO 16684-1): the same again in another place, which editors often forget.
_XMP = {
    "dc:creator": "Author",
    "pdfx:Company": "Company",
    "pdfx:Manager": "Manager",
    "xmpDM:project": "Project",
    "photoshop:AuthorsPosition": "Author's position",
}
_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_LINEAR = re.compile(rb"/Linearized\b")
_HEAD = 2048
_TAG = re.compile(r"<[^>]{0,500}>")
_NOTHING = frozenset({"", "anonymous", "(anonymous)", "unspecified", "(unspecified)"})


def properties(document: pdfium.PdfDocument, objects: Objects) -> Iterator[Finding]:
    """Yield author, company and every property that a program did not write about itself."""
    for name in sorted(_names(objects)):
        if name not in _PROGRAM:
            yield from _finding(name, document.get_metadata_value(name))
    for value in objects.all.values():
        if isinstance(value, Stream) and value.entries.get("Subtype") == "XML":
            yield from _from_xmp(value.text())


def earlier_versions(data: bytes) -> Iterator[Finding]:
    """Yield a finding when changes were appended to the file, what they replaced still in it.

    ISO 32000-2, 7.5.6: each save of that sort ends in a mark of its own; a file made for fast
    display in a browser (annex F) has one mark more from the start.
    """
    ends = len(_END.findall(data)) - (2 if _LINEAR.search(data[:_HEAD]) else 1)
    if ends > 0:
        yield Finding(kind=FindingKind.EARLIER_VERSION, text=str(ends))


def _names(objects: Objects) -> set[str]:
    info: dict[str, Any] = objects.dictionary(objects.trailer.get("Info"))
    return set(list(info)[:100])


def _from_xmp(text: str) -> Iterator[Finding]:
    for tag, label in _XMP.items():
        start = text.find(f"<{tag}")
        end = text.find(f"</{tag}>", start)
        if 0 <= start < end:
            yield from _finding(label, unescape(_TAG.sub(" ", text[start:end])))
        attribute = re.search(rf'{re.escape(tag)}="([^"]{{1,500}})"', text)
        if attribute:
            yield from _finding(label, unescape(attribute.group(1)))


def _finding(label: str, value: str) -> Iterator[Finding]:
    words = shortened(value)
    if words.lower() not in _NOTHING:
        yield Finding(kind=FindingKind.METADATA, text=words, label=shortened(label)[:50])
