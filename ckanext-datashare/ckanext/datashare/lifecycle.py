"""Moves an agreement from state to state: rows, the dataset's flags and one event, together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from . import succession
from .audit.record import record
from .document import published
from .domain.party import PartyState
from .domain.reference import dataset_name
from .domain.state import PUBLIC_STATES, TRANSITIONS, State, TransitionRefused, target
from .model.agreement import Agreement
from .model.party import Party
from .unit_of_work import Unit


def move(
    unit: Unit,
    row: Agreement,
    act: str,
    *,
    by: str,
    at: datetime,
    reason: str | None = None,
    **facts: Any,
) -> Agreement:
    """Make one move of the transition table inside ``unit``.

    The row must have been read with its lock held, so that of two people who act at once the
    second meets the state the first one left.

    :raises ckan.logic.ValidationError: when the state does not allow it or the reason is missing.
    """
    transition = TRANSITIONS[act]
    reason = (reason or "").strip() or None
    if transition.reason_required and reason is None:
        raise tk.ValidationError({"reason": [tk._("Enter a reason.")]})
    new = destination(row, act)
    if new is State.REGISTERED and row.registered_at is None:
        _enter(unit, row, by=by, at=at)
    if act == "reopen":
        succession.check_room(row)
        row.frozen_id = None  # the text and the signatures under it stay, and bind nobody
    row.status_before = row.status if new is State.TAKEN_DOWN else None
    row.status, row.status_since, row.status_reason = new.value, at, reason
    row.changed_at = at
    _dataset(row, at)
    model.Session.flush()
    if reason is not None:
        facts["reason"] = reason
    record(
        transition.event,
        ("agreement", row.package_id),
        by=by,
        at=at,
        body=row.lead,
        reference=row.reference,
        version=row.version,
        **facts,
    )
    unit.index(row.package_id)
    return row


def destination(row: Agreement, act: str) -> State:
    """Return the state that a move would lead to.

    :raises ckan.logic.ValidationError: when the present state does not allow it
    """
    before = State(row.status_before) if row.status_before else None
    try:
        return target(act, state=row.state, origin=row.kind, before=before)
    except TransitionRefused as error:
        raise tk.ValidationError({"state": [str(error)]}) from error


def _enter(unit: Unit, row: Agreement, *, by: str, at: datetime) -> None:
    """Give an agreement its place on the register; the version it replaces makes room first.

    One version of a reference is current: the old row is written before the new one, because a
    unique index holds each statement to it.
    """
    reference, version = succession.identity(row, at=at)
    old = succession.predecessor(row)
    if old is not None:
        unit.also(TRANSITIONS["supersede"].event, old.package_id)
        move(unit, old, "supersede", by=by, at=at, by_version=version)
    row.reference, row.version, row.registered_at = reference, version, at


def invite_named(package_id: str, *, at: datetime) -> list[str]:
    """Invite every body that the text names and that has not been told; return their ids."""
    invited = []
    for party in Party.of(package_id):
        if party.state is PartyState.NAMED:
            party.status, party.invited_at = PartyState.INVITED.value, at
            invited.append(party.body_id)
    return invited


def touch(row: Agreement, at: datetime) -> None:
    """Have CKAN's cached dictionary made anew: it is valid by ``metadata_modified``."""
    package = model.Package.get(row.package_id)
    if package is not None:
        package.metadata_modified = at.replace(tzinfo=None)


def _dataset(row: Agreement, at: datetime) -> None:
    """Give the dataset the name and the privacy its state asks for."""
    package = model.Package.get(row.package_id)
    if package is None:
        raise LookupError(f"no dataset for agreement {row.package_id}")
    if row.reference is not None:
        package.name = dataset_name(row.reference, version=row.version)
        published.rename(row.package_id)
    package.private = row.state not in PUBLIC_STATES or bool(row.partners_only_reason)
    package.metadata_modified = at.replace(tzinfo=None)
