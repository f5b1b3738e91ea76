"""Reads a DOCX: its text, and what a person should know before it is public."""

from __future__ import annotations

from ...domain.contact import contacts
from ...domain.document import DOCX, DocumentRefused, Extracted, Limits, Reason
from ...domain.finding import Finding, distinct
from .body import Reader
from .package import Package
from .properties import comments, embedded, properties


def read(data: bytes, *, limits: Limits) -> tuple[Extracted, list[Finding]]:
    """Return the text of a DOCX, by page where Word noted their ends, and what was found in it.

    :raises DocumentRefused: see :class:`.package.Package`
    """
    package = Package(data)
    reader = Reader(package)
    pages = reader.pages(package)
    if len(pages) > limits.pages:
        raise DocumentRefused(Reason.TOO_MANY_PAGES, found=len(pages), limit=limits.pages)
    if sum(len(page) for page in pages) > limits.characters:
        raise DocumentRefused(Reason.TOO_MUCH_TEXT, limit=f"{limits.characters:,}")
    found = [*properties(package), *comments(package), *embedded(package)]
    for index, page in enumerate(pages):
        found.extend(contacts(page, page=index + 1 if len(pages) > 1 else None))
    found.extend(reader.findings)
    return Extracted(DOCX, tuple(pages)), distinct(found)
