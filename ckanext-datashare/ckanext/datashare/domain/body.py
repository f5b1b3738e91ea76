"""What bodies are called: names compared without their spelling, codes without their form."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The fields of a body that hold its present identifiers, by the scheme each belongs to.
SCHEMES: Mapping[str, str] = {
    "ons": "ons_code",
    "ods": "ods_code",
    "company": "company_number",
    "government": "government_code",
    "ico": "ico_registration",
}
_APOSTROPHES = "'\u2018\u2019"
_NO_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def key(name: str) -> str:
    """Return what two spellings of one name have in common: its letters and digits, in words."""
    plain = name.casefold().translate(_NO_APOSTROPHES).replace("&", " and ")
    return _NOT_IN_NAMES.sub(" ", plain).strip()


def identifier(text: str) -> tuple[str | None, str]:
    """Return scheme and code of ``ons:E09000018``; of a bare code the scheme is not known."""
    scheme, colon, code = text.partition(":")
    if colon and scheme.strip().lower() in SCHEMES:
        return scheme.strip().lower(), code.strip().upper()
    return None, text.strip().upper()


def identifiers(content: Mapping[str, object]) -> dict[str, str]:
    """Return the codes that a body's fields hold, by scheme."""
    held = ((scheme, content.get(field)) for scheme, field in SCHEMES.items())
    return {scheme: str(code).strip().upper() for scheme, code in held if code}
