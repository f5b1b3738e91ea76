"""Ends that were planned for a day: announced in public, and made by the ticker the day after."""

from __future__ import annotations

from datetime import date, datetime

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from . import announce, lifecycle
from .audit.record import record
from .domain.state import TransitionRefused, target
from .london import day
from .model.agreement import Agreement
from .unit_of_work import Unit, unit_of_work

BY = "system:ticker"
_RUNNING = ("registered", "suspended")


def plan(unit: Unit, row: Agreement, *, on: date, reason: str, by: str, at: datetime) -> None:
    """Announce that ``on`` is the last day of an agreement, whose row is locked.

    From the day after no data may move, whether or not the ticker has run.

    :raises ckan.logic.ValidationError: for a day that has passed or lies after the agreement's own
        last day, for a missing reason, and for an agreement that does not run
    """
    try:
        target("end", state=row.state, origin=row.kind)
    except TransitionRefused as error:
        raise tk.ValidationError({"state": [str(error)]}) from error
    if not reason:
        raise tk.ValidationError({"reason": [tk._("Enter a reason.")]})
    if on < day(at):
        raise tk.ValidationError({"date": [tk._("Enter today or a later day.")]})
    if row.end_date is not None and on > row.end_date:
        sentence = tk._("The agreement's own last day is {day}. Enter an earlier one.")
        raise tk.ValidationError({"date": [sentence.format(day=f"{row.end_date:%-d %B %Y}")]})
    row.ends_on, row.ends_reason, row.changed_at = on, reason, at
    package = model.Package.get(row.package_id)
    package.metadata_modified = at.replace(tzinfo=None)
    model.Session.flush()
    record(
        "agreement:state:ending",
        ("agreement", row.package_id),
        by=by,
        at=at,
        body=row.lead,
        reference=row.reference,
        version=row.version,
        reason=reason,
        date=on.isoformat(),
    )
    announce.ending(row, at=at)
    unit.index(row.package_id)


def run(at: datetime) -> int:
    """End the agreements whose planned last day has passed; return how many. Each on its own."""
    query = (
        sa.select(Agreement.package_id)
        .where(Agreement.ends_on < day(at), Agreement.status.in_(_RUNNING))
        .order_by(Agreement.ends_on, Agreement.package_id)
    )
    due = list(model.Session.scalars(query))
    model.Session.rollback()
    return sum(_end(package_id, at) for package_id in due)


def _end(package_id: str, at: datetime) -> bool:
    row = Agreement.get(package_id, lock=True)
    if row is None or row.ends_on is None or row.status not in _RUNNING or row.ends_on >= day(at):
        model.Session.rollback()  # somebody ended it, or planned another day, meanwhile
        return False
    with unit_of_work() as unit:
        on = row.ends_on.isoformat()
        lifecycle.move(unit, row, "end", by=BY, at=at, reason=row.ends_reason, date=on)
        announce.moved(row, "end", at=at)
    return True
