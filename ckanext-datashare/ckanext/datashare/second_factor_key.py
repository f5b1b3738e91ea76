"""The key that seals people's second factors: a file of its own, never in the database or a log."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import ckan.plugins.toolkit as tk

from .domain.second_factor import Key, SecretRefused

OPTION = "ckanext.datashare.second_factor.key_file"
_MAKE = "ckan datashare second-factor keygen"


class KeyRefused(RuntimeError):
    """There is no usable key; the sentence says what to do."""


def generate() -> Path:
    """Make the key file that the configuration names, mode 600; never over an existing one.

    :returns: where it is
    :raises KeyRefused: when no path is configured or the file is there already
    """
    path = _path()
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyRefused(f"{path} is there already; a key is never overwritten") from error
    except OSError as error:
        raise KeyRefused(f"{path} cannot be made: {error.strerror}") from error
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(Key.generate().text() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path


def load() -> Key:
    """Return the key.

    :raises KeyRefused: when there is none, others can read it, or it is damaged
    """
    path = _path()
    try:
        text, mode = path.read_text(encoding="ascii"), path.stat().st_mode
    except FileNotFoundError as error:
        raise KeyRefused(f"{path} is missing; run: {_MAKE}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise KeyRefused(f"{path} cannot be read") from error
    # The open permissions of a key are a fault to mend, not to work around.
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyRefused(f"{path} can be read by others: chmod 600 it")
    try:
        return Key.read(text)
    except SecretRefused as error:
        raise KeyRefused(f"{path}: {error}") from error


def _path() -> Path:
    configured = tk.config.get(OPTION)
    if not configured:
        raise KeyRefused(f"set {OPTION}, then run: {_MAKE}")
    return Path(configured)
