"""`./dev code`: the authenticator app of the sample site's signatories."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

from . import login
from .report import Failure, say

_STEP = 30  # seconds (RFC 6238 §4.1)


def code(arguments: list[str]) -> int:
    """Print the present code of a signatory, alone on standard output."""
    secrets = {
        str(person["name"]): person["totp_secret"]
        for person in login.everyone()
        if person["totp_secret"]
    }
    if len(arguments) != 1 or arguments[0] not in secrets:
        raise Failure(
            "code takes the name of one person who signs", do=f"one of: {', '.join(secrets)}"
        )
    now = int(time.time())
    print(at(str(secrets[arguments[0]]), now))
    say(f"  counts once; the next one comes in {_STEP - now % _STEP} seconds")
    return 0


def at(secret: str, seconds: int) -> str:
    """Return the six digits of a base32 secret at a moment (RFC 6238, RFC 4226 §5.3)."""
    counter = (seconds // _STEP).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
