"""Seals the audit log: appends events to the tree and signs a checkpoint over it.

Writers never wait for the sealer and never touch the tree. An event has a leaf or has none yet; one
whose transaction commits late is sealed late, never lost. Leaves and checkpoint are one
transaction: a sealer that is killed leaves the tree as it was.

Within one checkpoint leaves stand in the order of ``(at, id)``, both part of the hashed bytes, so
that a re-ordering can be named and not only noticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ckan.model as model
import sqlalchemy as sa

from ..domain.checkpoint import Checkpoint, PrivateKey
from ..domain.event import moment
from ..domain.merkle import Frontier, ProofRefused
from ..model import event as table
from . import key as keys

BATCH = 10_000
# Any fixed number; two sealers of one database must agree on it.
_LOCK = 0x4453_5345_414C

_LAST = sa.select(table.Checkpoint.__table__).order_by(table.Checkpoint.size.desc()).limit(1)
# Read before the events: whatever is older than this has ended, so the next statement sees it.
_SNAPSHOT = sa.text(
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, "
    "pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
)
_WAITING = sa.text(
    "SELECT id, at, leaf_hash, transaction::text::bigint AS transaction FROM datashare_event e "
    "WHERE transaction >= CAST(CAST(:horizon AS text) AS xid8) "
    "AND NOT EXISTS (SELECT 1 FROM datashare_leaf WHERE event_id = e.id) "
    "ORDER BY transaction, id LIMIT :batch"
)


class TreeDamaged(RuntimeError):
    """The stored tree does not continue its last checkpoint; nothing more is sealed."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one call did: how many events it sealed, and the size of the tree after it."""

    events: int
    size: int


def seal(at: datetime, *, batch: int = BATCH) -> Sealed:
    """Seal every event that is committed and not sealed yet.

    Safe to call on many machines at once: an advisory lock lets one work, the others return.
    Has its own connection and commits each batch of at most ``batch`` events.

    :raises KeyRefused: when there is no usable signing key
    :raises TreeDamaged: when the tree was altered; ``ckan datashare audit verify`` says where
    """
    key = keys.private()
    engine = model.ensure_engine()
    total = 0
    while True:
        with engine.begin() as connection:
            done = _seal_batch(connection, key, at=at, batch=batch)
        total += done.events
        if done.events < batch:
            return Sealed(total, done.size)


def _seal_batch(connection: sa.Connection, key: PrivateKey, *, at: datetime, batch: int) -> Sealed:
    leader = connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK)))
    if not leader:
        return Sealed(0, 0)
    oldest_open, newest = connection.execute(_SNAPSHOT).one()
    frontier, horizon = _tree(connection)
    if horizon > newest:
        horizon = 0  # the log was restored into another cluster, which counts from anew
    waiting = connection.execute(_WAITING, {"horizon": horizon, "batch": batch}).all()
    if not waiting:
        return Sealed(0, frontier.size)
    horizon = min(oldest_open, waiting[-1].transaction) if len(waiting) == batch else oldest_open
    _append(connection, frontier, sorted(waiting, key=lambda event: (event.at, event.id)))
    root = frontier.root()
    note = Checkpoint(key.name, frontier.size, root, moment(at)).sign(key)
    connection.execute(
        table.Checkpoint.__table__.insert(),
        {
            "size": frontier.size,
            "root": root,
            "note": note,
            "at": at,
            "frontier": b"".join(frontier.hashes),
            "horizon": str(horizon),
        },
    )
    return Sealed(len(waiting), frontier.size)


def _tree(connection: sa.Connection) -> tuple[Frontier, int]:
    last = connection.execute(_LAST).one_or_none()
    leaves = connection.scalar(
        sa.select(sa.func.coalesce(sa.func.max(table.Leaf.leaf_index) + 1, 0))
    )
    size = last.size if last else 0
    if leaves != size:
        raise TreeDamaged(f"the tree has {leaves} leaves, its last checkpoint says {size}")
    if last is None:
        return Frontier(), 0
    try:
        frontier = unpack(last.size, bytes(last.frontier))
    except ProofRefused as error:
        raise TreeDamaged(f"the last checkpoint is damaged: {error}") from error
    if frontier.root() != bytes(last.root):
        raise TreeDamaged("the last checkpoint is damaged: its root does not fit its subtrees")
    return frontier, int(last.horizon)


def unpack(size: int, hashes: bytes) -> Frontier:
    """Return the frontier that a checkpoint's row holds.

    :raises ProofRefused: when it does not fit the size
    """
    return Frontier(size, [hashes[i : i + 32] for i in range(0, len(hashes), 32)])


def _append(connection: sa.Connection, frontier: Frontier, events: Sequence[sa.Row[Any]]) -> None:
    rows = []
    for event in events:
        leaf = bytes(event.leaf_hash)
        rows.append({"leaf_index": frontier.size, "event_id": event.id, "leaf_hash": leaf})
        frontier.append(leaf)
    connection.execute(table.Leaf.__table__.insert(), rows)
