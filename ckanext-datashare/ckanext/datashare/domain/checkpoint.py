"""Signed checkpoints of the tree, as other transparency logs write them.

Formats: C2SP signed-note (text, blank line, signature lines) and tlog-checkpoint (origin, size,
root in base64, extension lines); keys as Go's ``sumdb/note`` writes them. Any tool of that family
reads ours. The one extension line, ``time``, says when the checkpoint was signed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

# C2SP signed-note, "Signature types".
_ED25519 = b"\x01"
_SIGNATURE_MARK = "— "
_PRIVATE_MARK = "PRIVATE+KEY+"
_TIME_MARK = "time "
_MAX_NOTE = 10_000


class CheckpointRefused(ValueError):
    """A checkpoint or key that cannot be read, or whose signature does not hold."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Checks the checkpoints of one log; written ``name+hash+base64``."""

    name: str
    raw: bytes

    @classmethod
    def read(cls, text: str) -> PublicKey:
        """Return the key that ``text`` describes.

        :raises CheckpointRefused: when it is none, or damaged.
        """
        name, _, rest = text.strip().partition("+")
        stated, _, encoded = rest.partition("+")
        data = _base64(encoded, "public key")
        if data[:1] != _ED25519 or len(data) != 33:
            raise CheckpointRefused("this is not an Ed25519 public key")
        key = cls(_checked_name(name), data[1:])
        if key.id.hex() != stated:
            raise CheckpointRefused("the public key is damaged: its hash does not fit")
        return key

    @property
    def id(self) -> bytes:
        """Return the four bytes that stand for the key in a signature line."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.raw).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_encode(_ED25519 + self.raw)}"


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """Signs the checkpoints of one log; written ``PRIVATE+KEY+name+hash+base64``."""

    name: str
    raw: bytes

    @classmethod
    def generate(cls, name: str) -> PrivateKey:
        """Return a fresh key for the log ``name``."""
        return cls(_checked_name(name), Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def read(cls, text: str) -> PrivateKey:
        """Return the key that ``text`` describes; its error never repeats the text.

        :raises CheckpointRefused: when it is none, or damaged.
        """
        if not text.startswith(_PRIVATE_MARK):
            raise CheckpointRefused("this is not a private key of an audit log")
        name, _, rest = text.strip()[len(_PRIVATE_MARK) :].partition("+")
        stated, _, encoded = rest.partition("+")
        data = _base64(encoded, "private key")
        if data[:1] != _ED25519 or len(data) != 33:
            raise CheckpointRefused("this is not an Ed25519 private key")
        key = cls(_checked_name(name), data[1:])
        if key.public.id.hex() != stated:
            raise CheckpointRefused("the private key is damaged: its hash does not fit")
        return key

    @property
    def public(self) -> PublicKey:
        """Return the key that checks what this one signs."""
        private = Ed25519PrivateKey.from_private_bytes(self.raw)
        return PublicKey(self.name, private.public_key().public_bytes_raw())

    def secret_text(self) -> str:
        """Return the text for the key file; there is no ``str()`` of it, lest it be logged."""
        return f"{_PRIVATE_MARK}{self.name}+{self.public.id.hex()}+{_encode(_ED25519 + self.raw)}"

    def __repr__(self) -> str:
        return f"PrivateKey({self.name!r})"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Size and root of the tree of the log ``origin``, as of ``time`` (canonical, UTC)."""

    origin: str
    size: int
    root: bytes
    time: str | None = None

    def text(self) -> str:
        """Return the lines that are signed."""
        lines = [self.origin, str(self.size), _encode(self.root)]
        if self.time is not None:
            lines.append(_TIME_MARK + self.time)
        return "\n".join(lines) + "\n"

    def sign(self, key: PrivateKey) -> str:
        """Return the signed note."""
        return sign_note(self.text(), key)


def sign_note(text: str, key: PrivateKey) -> str:
    """Return the signed note of a text, whose lines all end with a newline."""
    signature = Ed25519PrivateKey.from_private_bytes(key.raw).sign(text.encode())
    return f"{text}\n{_SIGNATURE_MARK}{key.name} {_encode(key.public.id + signature)}\n"


def open_note(note: str, keys: Iterable[PublicKey]) -> tuple[str, PublicKey]:
    """Return the text of a note and the one of ``keys`` that signed it.

    :raises CheckpointRefused: unless one signature is by one of the keys, and holds.
    """
    text, lines = _split(note)
    known = {(key.name, key.id): key for key in keys}
    for line in lines:
        name, _, encoded = line.removeprefix(_SIGNATURE_MARK).partition(" ")
        data = _base64(encoded, "signature")
        key = known.get((name, data[:4]))
        if key is None:
            continue  # others may sign beside us
        try:
            Ed25519PublicKey.from_public_bytes(key.raw).verify(data[4:], text.encode())
        except InvalidSignature as error:
            raise CheckpointRefused("the signature does not hold") from error
        return text, key
    raise CheckpointRefused("this is not signed by a known key")


def read_checkpoint(note: str) -> Checkpoint:
    """Return what a note says, its signature unchecked.

    :raises CheckpointRefused: when it is not a checkpoint.
    """
    lines = _split(note)[0].splitlines()
    if len(lines) < 3 or not lines[0]:
        raise CheckpointRefused("a checkpoint has at least three lines: origin, size and root")
    if not (lines[1].isascii() and lines[1].isdecimal() and str(int(lines[1])) == lines[1]):
        raise CheckpointRefused("the size in the checkpoint is not a number")
    root = _base64(lines[2], "root")
    if len(root) != 32:
        raise CheckpointRefused("the root in the checkpoint is not 32 bytes")
    times = [line[len(_TIME_MARK) :] for line in lines[3:] if line.startswith(_TIME_MARK)]
    return Checkpoint(lines[0], int(lines[1]), root, times[0] if times else None)


def verify_checkpoint(note: str, keys: Iterable[PublicKey]) -> Checkpoint:
    """Return the checkpoint of a note that one of ``keys`` signed.

    :raises CheckpointRefused: unless one signature is by one of the keys, and holds.
    """
    checkpoint = read_checkpoint(note)
    # Other logs and witnesses may sign beside us.
    open_note(note, [key for key in keys if key.name == checkpoint.origin])
    return checkpoint


def _split(note: str) -> tuple[str, list[str]]:
    if len(note) > _MAX_NOTE:
        raise CheckpointRefused("this is too long for a checkpoint")
    text, blank, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")
    if not blank or lines.pop() or not lines:
        raise CheckpointRefused("this is not a signed note")
    if any(not line.startswith(_SIGNATURE_MARK) for line in lines):
        raise CheckpointRefused("a signature line of the note is damaged")
    return text + "\n", lines


def _checked_name(name: str) -> str:
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise CheckpointRefused("the name of a log has no spaces and no plus sign")
    return name


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _base64(text: str, what: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise CheckpointRefused(f"the {what} is not base64") from error
    if _encode(data) != text:  # spare bits at the end would let two texts mean the same
        raise CheckpointRefused(f"the {what} is not written as base64 should be")
    return data
