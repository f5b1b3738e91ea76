"""Random secrets of this installation, one file each, readable by their owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from .place import LOCAL

FOLDER = LOCAL / "secrets"


def path(name: str) -> Path:
    """Return the file of the secret `name`, for programs that read it there; makes it if missing.

    What it holds is a key in the form of `ckan datashare second-factor keygen`.
    """
    secret(name)
    return FOLDER / name


def secret(name: str) -> str:
    """Return the secret `name`; the first call makes it (256 random bits, URL-safe)."""
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    file_path = FOLDER / name
    try:
        handle = os.open(file_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file_path.read_text("ascii")
    value = secrets.token_urlsafe(32)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(value)
    return value
