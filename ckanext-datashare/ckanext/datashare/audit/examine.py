"""Examines the whole audit log: rows, leaves, order, roots, signatures, and what is missing.

Reads one snapshot of the database as a stream: memory does not grow with the log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import ckan.model as model
import sqlalchemy as sa

from ..domain.checkpoint import CheckpointRefused, PublicKey, read_checkpoint
from ..domain.event import moment
from ..domain.merkle import Frontier
from ..model import event as table
from .checkpoint_check import check_checkpoint, check_exported, resumed
from .finding import Finding, LogAltered, Summary
from .row_check import check_leaf, check_row

_EVENT = table.Event.__table__
_LEAF = table.Leaf.__table__
_CHECKPOINT = table.Checkpoint.__table__

_LEAVES = (
    sa.select(
        _LEAF.c.leaf_index, _LEAF.c.event_id, _LEAF.c.leaf_hash.label("sealed_hash"), *_EVENT.c
    )
    .select_from(_LEAF.outerjoin(_EVENT, _EVENT.c.id == _LEAF.c.event_id))
    .order_by(_LEAF.c.leaf_index)
)
_CHECKPOINTS = sa.select(_CHECKPOINT).order_by(_CHECKPOINT.c.size)
_UNSEALED = (
    sa.select(_EVENT)
    .where(~sa.exists().where(_LEAF.c.event_id == _EVENT.c.id))
    .order_by(_EVENT.c.transaction, _EVENT.c.id)
)
# A horizon beyond the newest transaction comes from another cluster and says nothing here.
_HORIZON = sa.text(
    "SELECT horizon::text::bigint FROM datashare_checkpoint "
    "WHERE horizon <= pg_snapshot_xmax(pg_current_snapshot()) "
    "AND size = (SELECT max(size) FROM datashare_checkpoint)"
)


def verify(keys: Sequence[PublicKey], *, exported: Sequence[str] = ()) -> Summary:
    """Check the whole log.

    :param keys: public keys of the log, from its key file: none in the database is trusted
    :param exported: checkpoints kept elsewhere, which show a log that was cut off or rewritten
    :returns: what was checked, when all holds
    :raises LogAltered: with every finding
    """
    examination = _Examination(keys, exported)
    engine = model.ensure_engine()
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        findings = list(examination.findings(connection))
    summary = Summary(examination.sealed, examination.waiting, examination.checkpoints)
    if findings:
        raise LogAltered(findings, summary)
    return summary


class _Leaves:
    """The rows of the leaves in order, taken stretch by stretch."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def below(self, size: int | None) -> Iterator[Any]:
        """Yield the rows that follow, up to leaf index ``size``."""
        while self._next is not None and (size is None or self._next.leaf_index < size):
            row, self._next = self._next, next(self._rows, None)
            yield row


class _Examination:
    """One pass over the log; ``_tree`` is None while leaves are missing before it."""

    def __init__(self, keys: Sequence[PublicKey], exported: Sequence[str]) -> None:
        self.sealed = self.waiting = self.checkpoints = 0
        self._keys = keys
        self._exported = exported
        self._tree: Frontier | None = Frontier()
        self._roots: dict[int, bytes] = {}

    def findings(self, connection: sa.Connection) -> Iterator[Finding]:
        """Yield what is wrong, in the order of the log."""
        leaves = _Leaves(_stream(connection, _LEAVES))
        wanted = _sizes(self._exported)
        size = 0
        for row in _stream(connection, _CHECKPOINTS):
            yield from self._stretch(leaves.below(row.size), size, row.size, wanted)
            yield from check_checkpoint(row, self._tree, self._keys, since=size)
            self._tree, size = resumed(row, self._tree), row.size
            self.checkpoints += 1
        beyond = self.sealed
        yield from self._stretch(leaves.below(None), size, None, wanted)
        if self.sealed > beyond:
            yield Finding(
                "checkpoint-missing",
                f"Leaves from {size} on stand under no checkpoint: it was deleted, "
                "or they were not added by the sealer.",
                leaf=size,
            )
            size += self.sealed - beyond
        for note in self._exported:
            yield from check_exported(note, self._keys, size=size, roots=self._roots)
        yield from self._unsealed(connection)

    def _stretch(
        self, rows: Iterator[Any], start: int, end: int | None, wanted: frozenset[int]
    ) -> Iterator[Finding]:
        """Yield what is wrong with the leaves of one checkpoint."""
        expected, before = start, None
        for row in rows:
            if row.leaf_index != expected:
                yield self._gap(expected, row.leaf_index)
            expected = row.leaf_index + 1
            yield from check_leaf(row)
            if row.id is not None:
                yield from check_row(row)
                yield from _order(before, row)
                before = row
            self.sealed += 1
            if self._tree is not None:
                self._tree.append(bytes(row.sealed_hash))
                if expected in wanted:
                    self._roots[expected] = self._tree.root()
        if end is not None and expected < end:
            yield self._gap(expected, end)

    def _gap(self, low: int, high: int) -> Finding:
        self._tree = None
        which = f"Leaf {low} is" if high - low == 1 else f"Leaves {low} to {high - 1} are"
        return Finding("leaf-missing", f"{which} missing from the tree: deleted.", leaf=low)

    def _unsealed(self, connection: sa.Connection) -> Iterator[Finding]:
        horizon = connection.scalar(_HORIZON) or 0
        for row in _stream(connection, _UNSEALED):
            yield from check_row(row)
            self.waiting += 1
            if int(row.transaction) < horizon:
                yield Finding(
                    "event-unsealed",
                    f"Event {row.id} of {moment(row.at)} is older than the last checkpoint and has "
                    "no leaf: its leaf was deleted, or it was added behind the log's back.",
                    event=row.id,
                )


def _order(before: Any, row: Any) -> Iterator[Finding]:
    if before is not None and (before.at, before.id) > (row.at, row.id):
        yield Finding(
            "order",
            f"Leaf {row.leaf_index} (event {row.id}, {moment(row.at)}) stands after leaf "
            f"{before.leaf_index} (event {before.id}, {moment(before.at)}): the order was changed.",
            event=row.id,
            leaf=row.leaf_index,
        )


def _sizes(notes: Sequence[str]) -> frozenset[int]:
    sizes = set()
    for note in notes:
        try:
            sizes.add(read_checkpoint(note).size)
        except CheckpointRefused:
            continue  # named when the note itself is checked
    return frozenset(sizes)


def _stream(connection: sa.Connection, query: Any) -> Iterator[Any]:
    return iter(connection.execution_options(stream_results=True).execute(query))
