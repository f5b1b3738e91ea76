"""What a person should see in a document before it is public."""

from __future__ import annotations

from ..domain.document import Limits
from ..domain.finding import Finding
from .examine import examine


def scan(data: bytes, *, filename: str, limits: Limits | None = None) -> list[Finding]:
    """Return contact details, properties, comments, changes and unseen text of a PDF or DOCX.

    :raises DocumentRefused: for a wrong type, a broken, encrypted or active file, or a bomb
    """
    return examine(data, filename=filename, limits=limits).findings
