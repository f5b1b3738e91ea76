"""Adds many agreements at once: rows, events and search documents of a batch in one transaction.

What a dataset action would do for each is done for all: the same validators ran before
(:mod:`.entry`), each agreement leaves the same one event, and :mod:`.documents` makes the search
documents. A test holds the outcome against the actions'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import ckan.logic as logic
import ckan.model as model
from ckan.model.types import make_uuid

from .. import projection
from ..audit.record import record
from ..domain.party import PartyState
from ..domain.reference import dataset_name
from ..domain.state import Origin, State
from ..model.agreement import Agreement
from ..model.party import Party
from ..model.power import Power
from ..succession import give_reference
from . import documents
from .entry import TYPE, Entry, context


@dataclass(frozen=True, slots=True)
class New:
    """An entry to add; ``after`` is the version of the same agreement that it replaces."""

    entry: Entry
    after: Agreement | None = None


def insert(batch: Sequence[New], *, by: str, user: str, at: datetime) -> list[Agreement]:
    """Add the agreements of ``batch``, registered and public; all of them or none.

    :param user: name of the user who stands for the site, the maker of the datasets
    :returns: their rows, in the order of the batch
    :raises sqlalchemy.exc.IntegrityError: when another import was faster with one of them
    :raises ckan.lib.search.SearchIndexError: when Solr does not answer
    """
    try:
        packages, rows = _add(batch, by=by, user=user, at=at)
        for new in batch:
            if new.after is not None:
                logic.index_update_package(context(user), new.after.package_id, defer_commit=True)
        documents.send(packages, user=user)
        model.Session.commit()
    except BaseException:
        model.Session.rollback()
        raise
    return rows


def _add(
    batch: Sequence[New], *, by: str, user: str, at: datetime
) -> tuple[list[model.Package], list[Agreement]]:
    for new in batch:
        if new.after is not None:
            _supersede(new.after, by=by, at=at)
    model.Session.flush()
    creator = model.User.get(user)
    packages = [_package(new, creator.id if creator else None, at) for new in batch]
    model.Session.add_all(packages)
    model.Session.flush()
    rows = [_row(new, package, by=by, at=at) for new, package in zip(batch, packages, strict=True)]
    model.Session.add_all(rows)
    model.Session.flush()
    for new, row in zip(batch, rows, strict=True):
        _children(row, new.entry)
    model.Session.flush()
    for new, row in zip(batch, rows, strict=True):
        _record(new, row, by=by, at=at)
    return packages, rows


def _record(new: New, row: Agreement, *, by: str, at: datetime) -> None:
    record(
        "agreement:content:created",
        ("agreement", row.package_id),
        by=by,
        at=at,
        body=row.lead,
        reference=row.reference,
        version=row.version,
        within_core=True,
        origin=Origin.IMPORTED.value,
        source=new.entry.row.source,
        source_id=new.entry.row.source_id,
    )


def _package(new: New, creator: str | None, at: datetime) -> model.Package:
    after = new.after
    reference = after.reference if after is not None else give_reference(at=at)
    content = dict(new.entry.content)
    core = {name: content.pop(name, "") for name in ("title", "owner_org", "notes")}
    naive = at.replace(tzinfo=None)
    package = model.Package(
        id=make_uuid(),
        name=dataset_name(str(reference), version=after.version + 1 if after else 1),
        type=TYPE,
        private=False,
        creator_user_id=creator,
        metadata_created=naive,
        metadata_modified=naive,
        extras=content,
        **core,
    )
    member = model.Member(
        table_id=package.id,
        table_name="package",
        group=model.Group.get(package.owner_org),
        group_id=package.owner_org,
        capacity="organization",
    )
    model.Session.add(member)
    return package


def _row(new: New, package: model.Package, *, by: str, at: datetime) -> Agreement:
    content = new.entry.content
    reference, version = package.name.upper().rsplit("-V", 1)
    return Agreement(
        package_id=package.id,
        reference=reference,
        version=int(version),
        origin=Origin.IMPORTED.value,
        status=State.REGISTERED.value,
        status_since=at,
        lead=package.owner_org,
        title=package.title,
        source=content.get("source"),
        source_id=content.get("source_id"),
        source_version=content.get("source_version"),
        start_date=_day(content.get("start_date")),
        end_date=_day(content.get("end_date")),
        review_date=_day(content.get("review_date")),
        created_by=by,
        created_at=at,
        changed_at=at,
        registered_at=at,
    )


def _children(row: Agreement, entry: Entry) -> None:
    content = dict(entry.content)
    model.Session.add_all(
        Party(
            package_id=row.package_id,
            body_id=party["body"],
            position=position,
            role=party.get("role"),
            discloses=party.get("discloses"),
            receives=party.get("receives"),
            status=PartyState.NAMED.value,
        )
        for position, party in enumerate(projection.rows(content, "parties"))
        if party.get("body")
    )
    model.Session.add_all(
        Power(package_id=row.package_id, power=power)
        for power in sorted(set(projection.words(content, "legal_powers")))
    )


def _supersede(row: Agreement, *, by: str, at: datetime) -> None:
    """Let the next version take the place of ``row``; its page stays and says so."""
    row.status, row.status_since, row.changed_at = State.SUPERSEDED.value, at, at
    package = model.Package.get(row.package_id)
    if package is not None:
        package.metadata_modified = at.replace(tzinfo=None)
    record(
        "agreement:state:superseded",
        ("agreement", row.package_id),
        by=by,
        at=at,
        body=row.lead,
        reference=row.reference,
        version=row.version,
        within_core=True,
        by_version=row.version + 1,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
