"""Reads one document in a process of its own, which hostile content may end but not outlive.

Run as ``python -m ckanext.datashare.document.child`` with the document on standard input and one
argument, JSON: the file's name and the limits. Writes one JSON object on standard output.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

MEMORY = 1_500_000_000
MAX_ANSWER = 100_000_000


def main(argument: str) -> None:
    """Read standard input within limits and write the answer."""
    asked = json.loads(argument)
    _limit(asked["limits"]["seconds"])
    data = sys.stdin.buffer.read()
    json.dump(answer(data, asked), sys.stdout, ensure_ascii=True)


def answer(data: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what was read, or why the document is refused."""
    # Imported under the limits already: libraries read untrusted bytes from here on.
    from ..domain.document import PDF, DocumentRefused, Limits, Reason
    from .content_type import content_type
    from .pdf import read as read_pdf
    from .word import read as read_word

    limits = Limits(**asked["limits"])
    try:
        kind = content_type(data, filename=asked["filename"])
        reader = read_pdf.read if kind == PDF else read_word.read
        extracted, findings = reader(data, limits=limits)
    except DocumentRefused as refused:
        return {"refused": refused.reason.value, "words": refused.words}
    except (MemoryError, RecursionError):
        return {"refused": Reason.BOMB.value, "words": {}}
    return {
        "mimetype": extracted.mimetype,
        "pages": list(extracted.pages),
        "findings": [finding.as_dict() for finding in findings],
    }


def _limit(seconds: int) -> None:
    """Take from this process memory, time, files and core dumps; it cannot take them back."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, MAX_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


if __name__ == "__main__":
    main(sys.argv[1])
