"""The logins of the sample site; passwords are random and stay in .local."""

from __future__ import annotations

import base64
import hashlib

from .secret import secret

# What a login is for, by the ending of its name: the place in its body and the role it holds there.
PLACES = {
    "editor": ("editor", None),
    "admin": ("admin", None),
    "dpo": ("editor", "dpo"),
    "ig-lead": ("editor", "ig_lead"),
    "siro": ("editor", "siro"),
}
# Who signs for a body, and so has an authenticator app: `./dev code USER` stands in for it.
SIGNATORIES = ("siro", "iao", "delegated_officer")
BODIES = ("camden", "hackney")
# The third party of the sample agreements; it keeps the templates and vets agreements for all.
GLA = "greater-london-authority"
_OF_THE_GLA = ("admin", "ig-lead", "siro")


def everyone() -> list[dict[str, str | None]]:
    """Return all logins: name, password, email, role, body, and a signatory's `totp_secret`."""
    people = [_login("admin", "sysadmin", None, None)]
    for body in BODIES:
        for ending, (capacity, role) in PLACES.items():
            people.append(_login(f"{body}-{ending}", capacity, role, body))
    for ending in _OF_THE_GLA:
        capacity, role = PLACES[ending]
        people.append(_login(f"gla-{ending}", capacity, role, GLA))
    return people


def totp_secret(name: str) -> str:
    """Return what the person's authenticator app holds: 160 bits in base32, the same each time."""
    digest = hashlib.sha256(secret(f"totp-{name}").encode("ascii")).digest()
    return base64.b32encode(digest[:20]).decode("ascii")


def _login(name: str, capacity: str, role: str | None, body: str | None) -> dict[str, str | None]:
    return {
        "name": name,
        "password": secret(f"login-{name}"),
        "email": f"{name}@datashare.example",
        "capacity": capacity,
        "role": role or capacity,
        "body": body,
        "totp_secret": totp_secret(name) if role in SIGNATORIES else None,
    }
