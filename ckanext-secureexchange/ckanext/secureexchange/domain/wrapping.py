"""A file's key, wrapped by a key holder's: useless in any other place than its own.

AES-256-GCM (NIST SP 800-38D) with the place as associated data: the holder's key, the file, its
version and its agreement. A wrapped key that is moved to another row does not open there, which
AES key wrap (RFC 3394) would not notice.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_LABEL = b"datashare wrapped key 1"


class WrapBroken(ValueError):
    """The wrapped key is damaged, or belongs to another place or another holder's key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file's key belongs."""

    file: str
    version: int
    agreement: str  # the reference

    def bound(self, holder_key: str) -> bytes:
        """Return the bytes that the wrapping covers; every part carries its length."""
        parts = (_LABEL, *(text.encode() for text in (holder_key, self.file, self.agreement)))
        lengths = b"".join(struct.pack(">I", len(part)) + part for part in parts)
        return lengths + struct.pack(">Q", self.version)


def wrap(key: bytes, *, under: bytes, holder_key: str, place: Place) -> bytes:
    """Return ``key`` wrapped under a holder's key: nonce, then the sealed key (60 bytes).

    :param under: the holder's 32 bytes
    :param holder_key: the name of the holder's key, kept beside the wrapped one
    """
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(under).encrypt(nonce, key, place.bound(holder_key))


def unwrap(wrapped: bytes, *, under: bytes, holder_key: str, place: Place) -> bytes:
    """Return the file's key.

    :raises WrapBroken: unless it was wrapped under this key for this place
    """
    nonce, sealed = wrapped[:_NONCE], wrapped[_NONCE:]
    try:
        return AESGCM(under).decrypt(nonce, sealed, place.bound(holder_key))
    except (InvalidTag, ValueError) as error:
        raise WrapBroken("this wrapped key does not belong here") from error
