"""Merkle tree of RFC 6962 section 2.1: append, root, proofs of inclusion and of consistency.

Hashes are 32 bytes (SHA-256). A tree is known by its *frontier*: the roots of its complete
subtrees from left (largest) to right, one for each bit that is set in its size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import islice


class ProofRefused(ValueError):
    """A proof that does not show what it claims."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of an entry (RFC 6962: 0x00 keeps leaves and nodes apart)."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """A tree that only grows; keeps one hash for each complete subtree."""

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)
        if len(self.hashes) != size.bit_count():
            raise ProofRefused(f"a tree of {size} leaves has {size.bit_count()} complete subtrees")

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash on the right."""
        self.hashes.append(leaf)
        size = self.size
        while size & 1:
            right = self.hashes.pop()
            self.hashes[-1] = node_hash(self.hashes[-1], right)
            size >>= 1
        self.size += 1

    def root(self) -> bytes:
        """Return the root; of the empty tree, the hash of nothing."""
        if not self.hashes:
            return hashlib.sha256().digest()
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the path of leaf ``index`` to the root over ``leaves`` (RFC 6962 section 2.1.1).

    :raises ProofRefused: when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise ProofRefused(f"a tree of {len(leaves)} leaves has no leaf {index}")
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_root(leaves, middle, high))
            high = middle
        else:
            path.append(_root(leaves, low, middle))
            low = middle
    return path[::-1]


def consistency_proof(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """Return the proof that the tree of the first ``old`` leaves is a beginning of ``leaves``.

    RFC 6962 section 2.1.2. Nothing needs showing for an empty old tree or an equal one.

    :raises ProofRefused: when the old tree is larger.
    """
    if not 0 <= old <= len(leaves):
        raise ProofRefused(f"a tree of {len(leaves)} leaves never had {old}")
    if old in (0, len(leaves)):
        return []
    proof: list[bytes] = []
    low, high, whole = 0, len(leaves), True
    while high != old:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(_root(leaves, middle, high))
            high = middle
        else:
            proof.append(_root(leaves, low, middle))
            low, whole = middle, False
    if not whole:
        proof.append(_root(leaves, low, high))
    return proof[::-1]


def verify_inclusion(
    leaf: bytes, *, index: int, size: int, path: Sequence[bytes], root: bytes
) -> None:
    """Check a proof of inclusion (RFC 9162 section 2.1.3.2).

    :raises ProofRefused: unless the path leads from the leaf to the root.
    """
    if not 0 <= index < size:
        raise ProofRefused(f"a tree of {size} leaves has no leaf {index}")
    number, last, hashed = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise ProofRefused("the path is too long")
        if number & 1 or number == last:
            hashed = node_hash(step, hashed)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            hashed = node_hash(hashed, step)
        number, last = number >> 1, last >> 1
    if last:
        raise ProofRefused("the path is too short")
    if hashed != root:
        raise ProofRefused("the path does not lead to the root")


def verify_consistency(
    *, old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that a tree grew out of an older one (RFC 9162 section 2.1.4.2).

    :raises ProofRefused: unless the proof leads to both roots.
    """
    if not 0 <= old_size <= size:
        raise ProofRefused(f"a tree of {size} leaves never had {old_size}")
    if old_size == size or old_size == 0:
        expected = root if old_size else root_of(())
        if proof or old_root != expected:
            raise ProofRefused("the older root is not that of the older tree")
        return
    steps = list(proof)
    if old_size & (old_size - 1) == 0:  # the older tree is itself a complete subtree
        steps.insert(0, old_root)
    if not steps:
        raise ProofRefused("the proof is too short")
    number, last = old_size - 1, size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    old = new = steps[0]
    for step in islice(steps, 1, None):
        if last == 0:
            raise ProofRefused("the proof is too long")
        if number & 1 or number == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new = node_hash(new, step)
        number, last = number >> 1, last >> 1
    if last:
        raise ProofRefused("the proof is too short")
    if old != old_root:
        raise ProofRefused("the proof does not lead to the older root")
    if new != root:
        raise ProofRefused("the proof does not lead to the root")


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _root(leaves: Sequence[bytes], low: int, high: int) -> bytes:
    return root_of(islice(leaves, low, high))
