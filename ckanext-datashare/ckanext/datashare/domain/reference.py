"""The reference of an agreement: one identifier over all its versions."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

PREFIX = "dsl-"
PATTERN = re.compile(r"^DSL-(\d{4})-(\d{6})$")
_NAME = re.compile(r"^dsl-(\d{4})-(\d{6})-v(\d+)$")


def propose(*, year: int, digit: Callable[[int], int] = secrets.randbelow) -> str:
    """Return a reference for ``year`` with six random digits, such as ``DSL-2026-483920``.

    The digits are random so that nobody can count agreements or guess the next one. Whether the
    reference is free is for the database to say (primary key of ``datashare_reference``).
    """
    return f"DSL-{year:04d}-{digit(1_000_000):06d}"


def dataset_name(reference: str, *, version: int) -> str:
    """Return the dataset name of one version: ``dsl-2026-483920-v1``."""
    return f"{reference.lower()}-v{version}"


def draft_name(*, token: Callable[[int], str] = secrets.token_hex) -> str:
    """Return a random dataset name that says nothing of the draft behind it."""
    return f"dsl-draft-{token(12)}"


def parse(text: str) -> str | None:
    """Return the reference that ``text`` is, in capitals, or None."""
    candidate = text.strip().upper()
    return candidate if PATTERN.match(candidate) else None


def parse_name(name: str) -> tuple[str, int] | None:
    """Return (reference, version) of a version's dataset name, or None."""
    match = _NAME.match(name)
    return (f"DSL-{match[1]}-{match[2]}", int(match[3])) if match else None
