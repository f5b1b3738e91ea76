"""The sealed form of a file: a header and chunks, each encrypted and bound to its place.

The STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption
and its Nonce-Reuse Misuse-Resistance", 2015) over AES-256-GCM (NIST SP 800-38D): a chunk's nonce
holds its number and whether it is the last, so that a chunk that is changed, left out, repeated,
moved or put after the end does not open. Each version of a file has a key of its own, never used
again. ``docs/sealed-format.md`` specifies the bytes.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"DSSEAL"
FORM = 1
AES_256_GCM = 1
KEY_BYTES = 32
PREFIX_BYTES = 7
CHUNK_BITS = 18
CHUNK = 1 << CHUNK_BITS  # bytes of content in every chunk but the last
TAG = 16  # bytes that a chunk grows by
HEADER = len(MAGIC) + 3 + PREFIX_BYTES
# The chunk's number has 32 bits in the nonce.
MAX_CHUNKS = 1 << 32


class SealBroken(ValueError):
    """The bytes are not what was sealed; nothing after the last good chunk can be trusted."""


@dataclass(frozen=True, slots=True)
class Span:
    """Chunks that hold a range of a file, and where in the sealed bytes they lie."""

    first: int  # number of the first chunk
    count: int
    start: int  # offset of the first chunk in the sealed bytes
    skip: int  # bytes of content before the range in the first chunk


def new_key() -> bytes:
    """Return a key for one version of one file."""
    return AESGCM.generate_key(bit_length=KEY_BYTES * 8)


def new_header() -> bytes:
    """Return the header of a new sealed file."""
    return MAGIC + bytes((FORM, AES_256_GCM, CHUNK_BITS)) + os.urandom(PREFIX_BYTES)


class Seal:
    """Seals and opens the chunks of one file.

    :param key: 32 bytes, of this version of the file alone
    :param header: the file's first bytes
    :raises SealBroken: for a header that is not of this form
    """

    def __init__(self, key: bytes, header: bytes) -> None:
        form = MAGIC + bytes((FORM, AES_256_GCM, CHUNK_BITS))
        if len(header) != HEADER or not header.startswith(form):
            raise SealBroken("this is not a sealed file of a form we know")
        self._cipher = AESGCM(key)
        self._header = header
        self._prefix = header[-PREFIX_BYTES:]

    def close(self, number: int, content: bytes | memoryview, *, last: bool) -> bytes:
        """Return the sealed bytes of chunk ``number``.

        :raises ValueError: for a chunk that is too long, or too short before the end
        """
        if len(content) > CHUNK or (len(content) < CHUNK and not last):
            raise ValueError("every chunk but the last is full")
        return self._cipher.encrypt(self._nonce(number, last), content, self._header)

    def open(self, number: int, sealed: bytes | memoryview, *, last: bool) -> bytes:
        """Return the content of chunk ``number``.

        :raises SealBroken: when it is not the chunk that was sealed in this place
        """
        try:
            return self._cipher.decrypt(self._nonce(number, last), sealed, self._header)
        except InvalidTag as error:
            raise SealBroken(f"chunk {number} is not as it was sealed") from error

    def _nonce(self, number: int, last: bool) -> bytes:
        if not 0 <= number < MAX_CHUNKS:
            raise ValueError("a file has at most 2^32 chunks")
        return self._prefix + struct.pack(">IB", number, last)


def sealed(key: bytes, header: bytes, content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the sealed bytes of a file whose content comes in pieces of any size."""
    seal = Seal(key, header)
    yield header
    waiting, number = bytearray(), 0
    for piece in content:
        waiting += piece
        # The last chunk is known only at the end: one full chunk is always held back.
        while len(waiting) > CHUNK:
            yield seal.close(number, bytes(waiting[:CHUNK]), last=False)
            del waiting[:CHUNK]
            number += 1
    yield seal.close(number, bytes(waiting), last=True)


def sealed_size(content: int) -> int:
    """Return how many bytes ``content`` bytes are when sealed."""
    return HEADER + content + chunks(content) * TAG


def content_size(sealed_bytes: int) -> int:
    """Return how many bytes of content a sealed file of that size holds.

    :raises SealBroken: when no file has that size
    """
    rest = sealed_bytes - HEADER
    content = rest - max(1, -(-rest // (CHUNK + TAG))) * TAG
    if content < 0 or sealed_size(content) != sealed_bytes:
        raise SealBroken("a sealed file cannot have this size")
    return content


def chunks(content: int) -> int:
    """Return how many chunks a file of that size has: one for an empty file."""
    return max(1, -(-content // CHUNK))


def span(start: int, length: int) -> Span:
    """Return the chunks that hold ``length`` bytes of content from ``start`` on."""
    first = start // CHUNK
    last = max(start + length - 1, start) // CHUNK
    return Span(
        first=first,
        count=last - first + 1,
        start=HEADER + first * (CHUNK + TAG),
        skip=start - first * CHUNK,
    )
