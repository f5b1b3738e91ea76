"""Reads a PDF: its text, and what a person should know before it is public."""

from __future__ import annotations

from ...domain.contact import contacts
from ...domain.document import PDF, DocumentRefused, Extracted, Limits, Reason
from ...domain.finding import Finding, distinct
from .annotation import comments
from .file import opened, page, page_text
from .look import unseen
from .properties import earlier_versions, properties


def read(data: bytes, *, limits: Limits) -> tuple[Extracted, list[Finding]]:
    """Return the text of a PDF page by page, and what was found in it.

    :raises DocumentRefused: see :func:`.file.opened`
    """
    texts: list[str] = []
    found: list[Finding] = []
    length = 0
    with opened(data, limits=limits) as (document, objects):
        found.extend(properties(document, objects))
        found.extend(earlier_versions(data))
        for index in range(len(document)):
            sheet = page(document, index)
            text = sheet.get_textpage()
            texts.append(page_text(text))
            length += len(texts[-1])
            if length > limits.characters:
                raise DocumentRefused(Reason.TOO_MUCH_TEXT, limit=f"{limits.characters:,}")
            found.extend(contacts(texts[-1], page=index + 1))
            found.extend(comments(sheet, number=index + 1))
            found.extend(unseen(sheet, text, number=index + 1))
            text.close()
            sheet.close()
    return Extracted(PDF, tuple(texts)), distinct(found)
