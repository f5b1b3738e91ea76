"""E-mail addresses and United Kingdom telephone numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Finding, FindingKind, shortened

# RFC 5321 limits: 64 characters before the @, 255 after it. Bounded, so that no text takes long.
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])"
)
# A number starts with 0 or +44; blanks, dots, hyphens and brackets may stand between its digits.
_TELEPHONE = re.compile(
    r"(?<![\w+.,/-])(?:\+44[ .-]?(?:\(0\)[ .-]?)?|0044[ .-]?|\(?0(?=[1-9]))"
    r"(?:[ .()-]{0,2}\d){8,10}(?![\d/]|[.,-]\d)"
)
# Ofcom, National Telephone Numbering Plan: nine or ten digits after the 0; 4 and 6 are unused.
_NATIONAL = re.compile(r"[1235789]\d{8,9}")


def contacts(text: str, *, page: int | None) -> Iterator[Finding]:
    """Yield the e-mail addresses and telephone numbers of one page."""
    for match in _EMAIL.finditer(text):
        yield Finding(kind=FindingKind.EMAIL, text=shortened(match.group()), page=page)
    for match in _TELEPHONE.finditer(text):
        if _NATIONAL.fullmatch(_national(match.group())):
            yield Finding(kind=FindingKind.TELEPHONE, text=shortened(match.group()), page=page)


def _national(number: str) -> str:
    """Return the digits after the country code or the leading 0."""
    digits = "".join(char for char in number if char.isdecimal())
    if digits.startswith("00"):
        digits = digits[2:]
    if digits.startswith("44"):
        digits = digits[2:]
    return digits[1:] if digits.startswith("0") else digits
