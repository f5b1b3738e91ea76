"""The key that signs checkpoints: a file of its own, never in the database or in a log.

First line: the private key. Further lines: public keys of earlier key files, so that checkpoints
signed before a change of key can still be checked.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk

from ..domain.checkpoint import CheckpointRefused, PrivateKey, PublicKey

_OPTION = "ckanext.datashare.audit.key_file"


class KeyRefused(RuntimeError):
    """There is no usable signing key; the sentence says what to do."""


def generate() -> PublicKey:
    """Make the key file that the configuration names, mode 600; never over an existing one.

    :returns: the public key, to be published
    :raises KeyRefused: when no path is configured or the file is there already
    """
    path = _path()
    key = PrivateKey.generate(_origin())
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyRefused(f"{path} is there already; a key is never overwritten") from error
    except OSError as error:
        raise KeyRefused(f"{path} cannot be made: {error.strerror}") from error
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(key.secret_text() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key.public


def private() -> PrivateKey:
    """Return the signing key.

    :raises KeyRefused: when there is none, others can read it, or it is damaged
    """
    path = _path()
    lines = _lines(path)
    # The open permissions of a key are a fault to mend, not to work around.
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyRefused(f"{path} can be read by others: chmod 600 it")
    try:
        return PrivateKey.read(lines[0])
    except CheckpointRefused as error:
        raise KeyRefused(f"{path}: {error}") from error


def public() -> list[PublicKey]:
    """Return the public keys of this log, the present one first.

    :raises KeyRefused: see :func:`private`
    """
    present = private().public
    path = _path()
    try:
        return [present, *(PublicKey.read(line) for line in _lines(path)[1:])]
    except CheckpointRefused as error:
        raise KeyRefused(f"{path}: {error}") from error


def _path() -> Path:
    configured = tk.config.get(_OPTION)
    if not configured:
        raise KeyRefused(f"set {_OPTION}, then run: ckan datashare audit keygen")
    return Path(configured)


def _lines(path: Path) -> list[str]:
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError as error:
        raise KeyRefused(f"{path} is missing; run: ckan datashare audit keygen") from error
    except OSError as error:
        raise KeyRefused(f"{path} cannot be read: {error.strerror}") from error
    lines = [line for line in lines if line]
    if not lines:
        raise KeyRefused(f"{path} is empty")
    return lines


def _origin() -> str:
    origin = tk.config.get("ckanext.datashare.audit.origin")
    host = urlsplit(tk.config.get("ckan.site_url") or "").netloc
    return origin or f"{host or 'localhost'}/datashare"
