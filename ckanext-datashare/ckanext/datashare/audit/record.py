"""Records events: one row, in the transaction of the change it tells of."""

from __future__ import annotations

import os
import uuid
from datetime import datetime

import ckan.model as model

from .. import unit_of_work
from ..domain.event import Event, Fact
from ..domain.merkle import leaf_hash
from ..model import event as table
from .catalogue import event_type

_INSERT = table.Event.__table__.insert()


class NoUnitOfWork(RuntimeError):
    """An event was recorded outside a unit of work, where nothing ties it to its change."""


def record(
    event: str,
    subject: tuple[str, str],
    *,
    by: str,
    at: datetime,
    body: str | None = None,
    reference: str | None = None,
    version: int | None = None,
    purpose: str | None = None,
    within_core: bool = False,
    **facts: Fact,
) -> Event:
    """Add one event to the audit log, in the present transaction; never commits.

    :param event: a declared name, ``area:noun:verb``
    :param subject: type and id of what it is about, such as ``("agreement", package_id)``
    :param by: id of the user, or ``system:<what>``
    :param at: the moment, with its zone
    :param body: id of the body the actor acted for
    :param reference: reference of the agreement, once it has one
    :param version: its version
    :param purpose: the purpose chosen for a use of data
    :param within_core: the caller is a hook inside a dataset action of CKAN, which commits
    :param facts: what the event's declaration names: text, integers, booleans, lists of those
    :returns: the event as it was written
    :raises EventRefused: for an undeclared event or fact, or a value that cannot be hashed
    :raises NoUnitOfWork: when no unit of work is open and ``within_core`` was not said
    """
    event_type(event).check(facts)
    unit = unit_of_work.current()
    if unit is None and not within_core:
        raise NoUnitOfWork(f"{event} needs a unit of work")
    new = Event(
        id=str(uuid.uuid4()),
        at=at,
        actor=by,
        actor_salt=os.urandom(16),
        nonce=os.urandom(16),
        actor_body=body,
        action=event,
        subject_type=subject[0],
        subject_id=subject[1],
        agreement_reference=reference,
        agreement_version=version,
        purpose=purpose,
        facts=facts,
    )
    model.Session.execute(_INSERT, row(new))
    if unit is not None:
        unit.events.append((event, subject[1]))
    return new


def row(event: Event) -> dict[str, object]:
    """Return the columns of an event; also for batches, which insert many at once."""
    canonical = event.canonical()
    return {
        "id": event.id,
        "at": event.at,
        "actor": event.actor,
        "actor_salt": event.actor_salt,
        "actor_body": event.actor_body,
        "action": event.action,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "agreement_reference": event.agreement_reference,
        "agreement_version": event.agreement_version,
        "purpose": event.purpose,
        "facts": dict(event.facts),
        "canonical": canonical,
        "leaf_hash": leaf_hash(canonical),
    }
