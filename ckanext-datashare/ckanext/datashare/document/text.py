"""The text of a document."""

from __future__ import annotations

from ..domain.document import Extracted, Limits
from .examine import examine


def extract(data: bytes, *, filename: str, limits: Limits | None = None) -> Extracted:
    """Return the text of a PDF or DOCX, a page each.

    :raises DocumentRefused: for a wrong type, a broken, encrypted or active file, or a bomb
    """
    return examine(data, filename=filename, limits=limits).extracted
