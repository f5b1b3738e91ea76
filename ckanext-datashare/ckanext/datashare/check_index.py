"""Holds the search index against the database, and mends what differs.

CKAN indexes before it commits, so a crash or a refused commit can leave a document without a row,
and a lost Solr update a row without a document. Computed states change at London midnight with
nobody writing anything: such documents differ too, and are mended the same way.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.lib.search import clear, commit, rebuild
from ckan.lib.search.common import make_connection
from ckan.plugins import toolkit as tk

from . import kinds
from .domain.period import display_state
from .london import day
from .model.agreement import Agreement

_PAGE = 5000
# A write that is between its document and its commit looks wrong for a moment; it lasts well
# under this long.
_SETTLE_SECONDS = 2.0

_Mark = tuple[str, str]  # metadata_modified to the millisecond, displayed state


@dataclass(frozen=True, slots=True)
class Differences:
    """Dataset ids whose search document is missing, without a row, or out of date."""

    missing: set[str] = field(default_factory=set)
    orphaned: set[str] = field(default_factory=set)
    stale: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.missing or self.orphaned or self.stale)

    def __and__(self, other: Differences) -> Differences:
        return Differences(
            self.missing & other.missing,
            self.orphaned & other.orphaned,
            self.stale & other.stale,
        )


def compare(*, at: datetime) -> Differences:
    """Return how the index differs from the database at ``at``."""
    rows, documents = _rows(at), _documents()
    return Differences(
        missing=rows.keys() - documents.keys(),
        orphaned=documents.keys() - rows.keys(),
        stale={key for key in rows.keys() & documents.keys() if rows[key] != documents[key]},
    )


def repair(*, at: datetime) -> Differences:
    """Mend every difference that is still there after a second look; return what was mended."""
    found = compare(at=at)
    if not found:
        return found
    model.Session.rollback()  # a new snapshot for the second look
    time.sleep(_SETTLE_SECONDS)
    found = found & compare(at=at)
    for package_id in sorted(found.missing | found.stale):
        rebuild(package_id, defer_commit=True)
    for package_id in sorted(found.orphaned):
        clear(package_id)
    if found:
        commit()
    return found


def _rows(at: datetime) -> dict[str, _Mark]:
    today = day(at)
    query = (
        sa.select(model.Package.id, model.Package.metadata_modified, Agreement)
        .outerjoin(Agreement, Agreement.package_id == model.Package.id)
        .where(model.Package.type.in_(kinds.TYPES), model.Package.state != "deleted")
    )
    return {
        package_id: (
            _milliseconds(modified.isoformat()),
            display_state(row.state, row.period, today) if row is not None else "",
        )
        for package_id, modified, row in model.Session.execute(query)
    }


def _documents() -> dict[str, _Mark]:
    found: dict[str, _Mark] = {}
    cursor, connection = "*", make_connection(decode_dates=False)
    types = " OR ".join(sorted(kinds.TYPES))
    while True:
        answer = connection.search(
            "*:*",
            fq=[f"dataset_type:({types})", f'site_id:"{tk.config["ckan.site_id"]}"'],
            fl="id,metadata_modified,ds_status",
            sort="index_id asc",
            rows=_PAGE,
            cursorMark=cursor,
        )
        for document in answer.docs:
            found[document["id"]] = (
                _milliseconds(document["metadata_modified"]),
                document.get("ds_status", ""),
            )
        if answer.nextCursorMark == cursor:
            return found
        cursor = answer.nextCursorMark


def _milliseconds(solr_date: str) -> str:
    """Return Solr's date (``…:05.4Z``, trailing zeros dropped) as the database writes it."""
    whole, _, fraction = solr_date.rstrip("Z").partition(".")
    return f"{whole}.{fraction:0<3.3}"
