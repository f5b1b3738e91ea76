"""Brings imported rows into the register: new, changed, as they were, or left out with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from ..domain.imported import ImportedRow
from ..domain.state import State
from ..model.agreement import Agreement
from . import change, entry, insert, listing, match

BY = "system:import"
BATCH = 100
_Key = tuple[str, str, str]


class Result(str, Enum):
    """What came of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WAITING = "waiting"  # for a body that is not here yet
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one row of a file, and why; ``reference`` only where the row is in."""

    file: str
    line: int
    result: Result
    source_id: str = ""
    reference: str = ""
    title: str = ""
    reason: str = ""
    flags: tuple[str, ...] = ()

    @property
    def is_in(self) -> bool:
        """Return whether the register has what the row says."""
        return self.result not in (Result.WAITING, Result.REFUSED)


class Import:
    """One run over the rows of some files.

    A row is found again by source and identifier. Where the source names a version, a higher one
    replaces what is here, field by field with its event; but where the files list both versions
    beside each other, both stand here, the lower one as replaced by the higher.

    :param now: says what time it is
    :param create_bodies: make bodies that are missing, as unconfirmed
    :param dry_run: check everything and write nothing
    """

    def __init__(
        self,
        rows: Sequence[ImportedRow],
        *,
        now: Callable[[], datetime],
        create_bodies: bool = False,
        dry_run: bool = False,
        batch: int = BATCH,
    ) -> None:
        self.bodies = match.Bodies(create=create_bodies, dry_run=dry_run)
        self._rows = rows
        self._now = now
        self._dry_run = dry_run
        self._batch = batch
        self._listed = {_key(row) for row in rows if not row.refusal}
        self._queue: list[insert.New | Outcome] = []

    def run(self) -> Iterator[Outcome]:
        """Yield the outcome of each row, in the order of the rows; those of a batch together."""
        for row in self._rows:
            if self._is_pending(row) or len(self._queue) >= self._batch:
                yield from self._flush()
            self._queue.append(self._take(row))
        yield from self._flush()

    def _take(self, row: ImportedRow) -> insert.New | Outcome:
        if row.refusal:
            return _outcome(row, Result.REFUSED, reason=row.refusal)
        try:
            found = entry.prepare(row, self.bodies)
        except match.BodyWaits as error:
            return _outcome(row, Result.WAITING, reason=str(error))
        except (entry.EntryRefused, tk.ValidationError) as error:
            model.Session.rollback()
            return _outcome(row, Result.REFUSED, reason=_sentence(error))
        stored, after = self._stored(row)
        if stored is not None:
            return self._update(found, stored)
        if after is not None and not _is_higher(row, after):
            reason = f"Version {after.source_version or 1} is here already, which is higher."
            return _outcome(row, Result.REFUSED, reason=reason)
        return _outcome(row, Result.CREATED) if self._dry_run else insert.New(found, after)

    def _stored(self, row: ImportedRow) -> tuple[Agreement | None, Agreement | None]:
        """Return the agreement that ``row`` is, or else the version that it replaces."""
        query = (
            sa.select(Agreement)
            .where(Agreement.source == row.source, Agreement.source_id == row.source_id)
            .order_by(Agreement.version.desc())
        )
        versions = list(model.Session.scalars(query))
        for version in versions:
            if (version.source_version or "") == row.source_version:
                return version, None
        for version in versions:
            if (row.source, row.source_id, version.source_version or "") not in self._listed:
                return version, None
        return None, versions[0] if versions else None

    def _update(self, found: entry.Entry, stored: Agreement) -> Outcome:
        row, reference = found.row, stored.reference or ""
        if stored.state is State.TAKEN_DOWN:
            return _outcome(row, Result.REFUSED, reason=f"{reference} was taken down here.")
        if row.source == listing.SOURCE and stored.lead != found.data["owner_org"]:
            # Bodies number their lists alike: one must not write into another's entries.
            reason = f"{reference} has this source_id and another lead: use one of its own."
            return _outcome(row, Result.REFUSED, reason=reason)
        if stored.source_version and not _is_higher(row, stored, or_equal=True):
            reason = f"{reference} has version {stored.source_version}, which is higher."
            return _outcome(row, Result.REFUSED, reason=reason)
        if not change.difference(found, stored.package_id):
            return _outcome(row, Result.UNCHANGED, reference=reference)
        if not self._dry_run:
            try:
                change.change(found, stored, by=BY, user=self.bodies.user, at=self._now())
            except tk.ValidationError as error:
                return _outcome(row, Result.REFUSED, reason=_sentence(error))
        return _outcome(row, Result.CHANGED, reference=reference)

    def _is_pending(self, row: ImportedRow) -> bool:
        return any(
            (new.entry.row.source, new.entry.row.source_id) == (row.source, row.source_id)
            for new in self._queue
            if isinstance(new, insert.New)
        )

    def _flush(self) -> Iterator[Outcome]:
        """Write what is pending; a batch that another import crossed is tried row by row."""
        queue, self._queue = self._queue, []
        pending = [new for new in queue if isinstance(new, insert.New)]
        written = iter(self._write(pending)) if pending else iter(())
        for item in queue:
            yield item if isinstance(item, Outcome) else next(written)

    def _write(self, pending: list[insert.New]) -> list[Outcome]:
        try:
            rows = insert.insert(pending, by=BY, user=self.bodies.user, at=self._now())
        except sa.exc.IntegrityError:
            return [self._alone(new) for new in pending]
        return [
            _outcome(new.entry.row, Result.CREATED, reference=row.reference or "")
            for new, row in zip(pending, rows, strict=True)
        ]

    def _alone(self, new: insert.New) -> Outcome:
        try:
            (row,) = insert.insert([new], by=BY, user=self.bodies.user, at=self._now())
        except sa.exc.IntegrityError:
            reason = "Another import brought this in at the same moment. Run the import again."
            return _outcome(new.entry.row, Result.REFUSED, reason=reason)
        return _outcome(new.entry.row, Result.CREATED, reference=row.reference or "")


def _outcome(row: ImportedRow, result: Result, *, reason: str = "", reference: str = "") -> Outcome:
    return Outcome(
        file=row.file,
        line=row.line,
        result=result,
        source_id=row.source_id,
        reference=reference,
        title=str(row.fields.get("title", "")),
        reason=reason,
        flags=row.flags,
    )


def _key(row: ImportedRow) -> _Key:
    return row.source, row.source_id, row.source_version


def _is_higher(row: ImportedRow, stored: Agreement, *, or_equal: bool = False) -> bool:
    """Return whether the row's version comes after the stored one; words are in no order."""
    here, theirs = stored.source_version or "", row.source_version
    numbers = [[part for part in text.split(".") if part] for text in (here, theirs)]
    if not all(part.isdigit() for parts in numbers for part in parts):
        return here != theirs or or_equal
    ours, new = ([int(part) for part in parts] for parts in numbers)
    return new > ours or (or_equal and new == ours)


def _sentence(error: Exception) -> str:
    if isinstance(error, tk.ValidationError):
        return str(entry.EntryRefused(error.error_dict))
    return str(error)
