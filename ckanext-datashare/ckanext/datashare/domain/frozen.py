"""The text of an agreement as it is signed: parts, each hashed with a salt, under one root.

A part is a field, a clause or a document. Its value is committed to with a salt; its leaf covers
its path and that commitment. The root is that of the tree of RFC 6962 over the leaves, so the
signatures cover every part, and a part can be kept back later: its path and its commitment stay in
its place, and 32 random bytes of salt make them useless for guessing what it says.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass

from .merkle import leaf_hash, root_of

SALT_BYTES = 32
_LABEL = b"datashare part 1\n"


class PartRefused(ValueError):
    """Parts that cannot be told apart, or a salt of the wrong size."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a text: ``path`` names it (``field:title``), ``value`` is what it says."""

    path: str
    value: str
    salt: bytes

    @property
    def commitment(self) -> bytes:
        """Return what stands for the value where it is kept back."""
        return commitment(self.value, salt=self.salt)

    @property
    def hash(self) -> bytes:
        """Return the leaf that stands for the part."""
        return part_hash(self.path, self.commitment)


@dataclass(frozen=True, slots=True)
class Frozen:
    """All parts of a text in their order, and the root over them."""

    parts: tuple[Part, ...]

    @property
    def root(self) -> bytes:
        """Return the 32 bytes that the signatures cover."""
        return root_of(part.hash for part in self.parts)


def freeze(values: Iterable[tuple[str, object]]) -> Frozen:
    """Return a text with fresh salts.

    :param values: path and value of each part in order; a value is text, or data as JSON has it
    :raises PartRefused: when two parts have one path
    """
    parts = tuple(Part(path, said(value), os.urandom(SALT_BYTES)) for path, value in values)
    if len({part.path for part in parts}) != len(parts):
        raise PartRefused("two parts of a text have the same path")
    return Frozen(parts)


def said(value: object) -> str:
    """Return a value as the text that is hashed: data as JSON with sorted keys (RFC 8785)."""
    if isinstance(value, str):
        return value
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def commitment(value: str, *, salt: bytes) -> bytes:
    """Return the 32 bytes that a value cannot be guessed from and nothing else leads to."""
    if len(salt) != SALT_BYTES:
        raise PartRefused(f"a salt has {SALT_BYTES} bytes")
    return hashlib.sha256(salt + value.encode()).digest()


def part_hash(path: str, committed: bytes) -> bytes:
    """Return the leaf of one part, over its path and the commitment to its value."""
    if len(committed) != hashlib.sha256().digest_size:
        raise PartRefused("a commitment has 32 bytes")
    return leaf_hash(_LABEL + committed + path.encode())
