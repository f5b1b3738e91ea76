"""The text of an agreement as it is signed: parts, each hashed with a salt, under one root.

A part is a field, a clause or a document. The root is that of the tree of RFC 6962 over the parts'
hashes, so the signatures cover every part, and a part can be kept back later: its hash stays in its
place, and 32 random bytes of salt make it useless for guessing what it says.
"""

from __future__ import annotations

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
    def hash(self) -> bytes:
        """Return the leaf that stands for the part."""
        return part_hash(self.path, self.value, salt=self.salt)


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


def part_hash(path: str, value: str, *, salt: bytes) -> bytes:
    """Return the leaf of one part: salt, path and value, each told apart from the next."""
    if len(salt) != SALT_BYTES:
        raise PartRefused(f"a salt has {SALT_BYTES} bytes")
    named = path.encode()
    return leaf_hash(_LABEL + salt + len(named).to_bytes(4, "big") + named + value.encode())
