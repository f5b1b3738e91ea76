"""An independent reader of sealed files, written from ``docs/sealed-format.md`` alone.

It shares no code with the project and no cipher interface: GCM is put together here from the
block cipher in counter mode and the GHASH of NIST SP 800-38D.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_R = 0xE1 << 120


def read(key: bytes, sealed: bytes) -> bytes:
    """Return the content of a sealed file; raises ValueError where it is not as it was sealed."""
    header, rest = sealed[:16], sealed[16:]
    if header[:8] != b"DSSEAL\x01\x01" or header[8] != 18 or len(header) != 16:
        raise ValueError("header")
    full, content, number = (1 << 18) + 16, b"", 0
    while True:
        chunk, rest = rest[:full], rest[full:]
        if len(chunk) < 16 or (not chunk[:-16] and number):
            raise ValueError("length")
        nonce = header[9:] + number.to_bytes(4, "big") + (b"\x00" if rest else b"\x01")
        content += _gcm(key, nonce, chunk[:-16], header, chunk[-16:])
        number += 1
        if not rest:
            return content


def _gcm(key: bytes, nonce: bytes, sealed: bytes, bound: bytes, tag: bytes) -> bytes:
    first = nonce + b"\x00\x00\x00\x01"
    h = int.from_bytes(_block(key, bytes(16)), "big")
    lengths = (8 * len(bound)).to_bytes(8, "big") + (8 * len(sealed)).to_bytes(8, "big")
    mark = 0
    for text in (bound, sealed, lengths):
        for at in range(0, len(text), 16):
            mark = _times(mark ^ int.from_bytes(text[at : at + 16].ljust(16, b"\x00"), "big"), h)
    mark ^= int.from_bytes(_block(key, first), "big")
    if mark.to_bytes(16, "big") != tag:
        raise ValueError("tag")
    counter = nonce + b"\x00\x00\x00\x02"
    return Cipher(algorithms.AES(key), modes.CTR(counter)).decryptor().update(sealed)


def _block(key: bytes, block: bytes) -> bytes:
    cipher = Cipher(algorithms.AES(key), modes.ECB())
    return cipher.encryptor().update(block)


def _times(x: int, y: int) -> int:
    product = 0
    for bit in range(127, -1, -1):
        if x >> bit & 1:
            product ^= y
        y = y >> 1 ^ _R if y & 1 else y >> 1
    return product
