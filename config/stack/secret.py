"""Random secrets of this installation, one file each, readable by their owner alone."""

from __future__ import annotations

import os
import secrets

from .place import LOCAL

FOLDER = LOCAL / "secrets"


def secret(name: str) -> str:
    """Return the secret `name`; the first call makes it (256 random bits, URL-safe)."""
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = FOLDER / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii")
    value = secrets.token_urlsafe(32)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(value)
    return value
