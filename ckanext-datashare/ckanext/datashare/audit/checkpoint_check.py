"""Holds the stored checkpoints, and those kept elsewhere, against the tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..domain.checkpoint import Checkpoint, CheckpointRefused, PublicKey, verify_checkpoint
from ..domain.event import moment
from ..domain.merkle import Frontier, ProofRefused
from .finding import Finding
from .sealer import unpack


def check_checkpoint(
    row: Any, tree: Frontier | None, keys: Sequence[PublicKey], *, since: int
) -> Iterator[Finding]:
    """Yield what is wrong with a stored checkpoint.

    :param tree: the tree as its leaves stand; None when leaves are missing, which is said already
    :param since: size at the checkpoint before, to name the leaves that are meant
    """
    try:
        signed = verify_checkpoint(row.note, keys)
    except CheckpointRefused as error:
        yield _finding("checkpoint-signature", row, f"{error}")
        signed = None
    root = signed.root if signed else bytes(row.root)
    if signed:
        yield from _columns(row, signed)
    if _stored(row, root) is None:
        yield _finding("checkpoint-column", row, "its stored subtrees do not make its root")
    if tree is not None and tree.root() != root:
        yield Finding(
            "root",
            f"{_leaves(since, row.size)}, under the checkpoint of {moment(row.at)}, "
            "do not make its root: leaves were changed, exchanged or re-ordered.",
            leaf=since if row.size - since == 1 else None,
        )


def check_exported(
    note: str, keys: Sequence[PublicKey], *, size: int, roots: Mapping[int, bytes]
) -> Iterator[Finding]:
    """Yield what is wrong between the log of ``size`` leaves and a checkpoint kept elsewhere."""
    try:
        kept = verify_checkpoint(note, keys)
    except CheckpointRefused as error:
        yield Finding("exported", f"The exported checkpoint cannot be used: {error}.")
        return
    when = f" of {kept.time}" if kept.time else ""
    if kept.size > size:
        yield Finding(
            "truncated",
            f"The exported checkpoint{when} has {kept.size} leaves, the log only {size}: "
            f"{_leaves(size, kept.size)} were cut off.",
            leaf=size,
        )
    elif kept.size and roots.get(kept.size) != kept.root:
        yield Finding(
            "rewritten",
            f"The first {kept.size} leaves do not make the root of the exported checkpoint{when}: "
            "the log was rewritten since, or is another one.",
        )


def resumed(row: Any, tree: Frontier | None) -> Frontier | None:
    """Return the tree to go on from: the checkpoint's own where it is sound.

    So one altered leaf is named in its own stretch and does not spoil every later checkpoint.
    """
    return _stored(row, bytes(row.root)) or tree


def _stored(row: Any, root: bytes) -> Frontier | None:
    try:
        stored = unpack(row.size, bytes(row.frontier))
    except ProofRefused:
        return None
    return stored if stored.root() == root else None


def _columns(row: Any, signed: Checkpoint) -> Iterator[Finding]:
    for column, stored, sealed in (
        ("size", row.size, signed.size),
        ("root", bytes(row.root).hex(), signed.root.hex()),
        ("at", moment(row.at), signed.time),
    ):
        if stored != sealed:
            yield _finding("checkpoint-column", row, f"{column} says {stored}, signed was {sealed}")


def _finding(kind: str, row: Any, what: str) -> Finding:
    return Finding(kind, f"Checkpoint {row.size} of {moment(row.at)}: {what}.")


def _leaves(low: int, high: int) -> str:
    return f"Leaf {low}" if high - low == 1 else f"Leaves {low} to {high - 1}"
