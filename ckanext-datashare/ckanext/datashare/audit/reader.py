"""Which events of the audit log a caller may read, and in which words they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from .. import agreements, kinds
from ..domain.party import SEES_PRIVATE
from ..model.event import Event, Leaf
from ..model.party import Party
from .catalogue import event_types


@dataclass(frozen=True, slots=True)
class Scope:
    """A condition on events, and whether the caller is one of those concerned."""

    condition: sa.ColumnElement[bool]
    insider: bool


def of_agreement(context: Any, name_or_id: str) -> Scope:
    """Return the events of an agreement that the caller may read.

    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike
    """
    row = agreements.readable(context, name_or_id)
    bodies = {party.body_id for party in Party.of(row.package_id) if party.state in SEES_PRIVATE}
    about = sa.and_(Event.subject_type == "agreement", Event.subject_id == row.package_id)
    return _scope(about, insider=_works_for(context, bodies | {row.lead}))


def of_dataset(context: Any, package_id: str) -> Scope:
    """Return the events of a dataset of a sibling's type that the caller may read.

    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike
    """
    package = agreements.readable_dataset(context, package_id)
    kind = kinds.offered(package.type)
    bodies = kind.readers(package) if kind is not None else set()
    about = sa.and_(Event.subject_type == package.type, Event.subject_id == package.id)
    return _scope(about, insider=_works_for(context, bodies | {package.owner_org}))


def of_body(context: Any, name_or_id: str) -> Scope:
    """Return the events about a body that the caller may read.

    :raises ckan.logic.NotFound: when there is no such body
    """
    body = model.Group.get(name_or_id)
    if body is None or not body.is_organization or body.state != "active":
        raise tk.ObjectNotFound(tk._("Body was not found."))
    about = sa.and_(Event.subject_type == "body", Event.subject_id == body.id)
    return _scope(about, insider=_works_for(context, {body.id}))


def of_everyone() -> Scope:
    """Return the public log: events about what anyone may see."""
    package, group = model.package_table, model.group_table
    shown = sa.or_(
        sa.and_(
            Event.subject_type.in_(kinds.TYPES),
            sa.exists().where(
                package.c.id == Event.subject_id,
                package.c.state == "active",
                sa.not_(package.c.private),
            ),
        ),
        sa.and_(
            Event.subject_type == "body",
            sa.exists().where(group.c.id == Event.subject_id, group.c.state == "active"),
        ),
    )
    return _scope(shown, insider=False)


def of_event(context: Any, event_id: str) -> Scope:
    """Return the one event, if the caller may read it.

    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike
    """
    event = Event.get(event_id)
    missing = tk.ObjectNotFound(tk._("Event was not found."))
    if event is None:
        raise missing
    try:
        if event.subject_type == "agreement":
            scope = of_agreement(context, event.subject_id)
        elif event.subject_type == "body":
            scope = of_body(context, event.subject_id)
        elif event.subject_type in kinds.TYPES:
            scope = of_dataset(context, event.subject_id)
        else:
            scope = _own(context, event)
    except tk.ObjectNotFound as error:
        raise missing from error
    return Scope(sa.and_(scope.condition, Event.id == event_id), scope.insider)


def count(scope: Scope) -> int:
    """Return how many events there are in a scope."""
    query = sa.select(sa.func.count()).select_from(Event).where(scope.condition)
    return int(model.Session.scalar(query) or 0)


def read(scope: Scope, *, limit: int, offset: int = 0) -> list[tuple[Event, int | None]]:
    """Return events of a scope with their leaf, the newest first."""
    query = (
        sa.select(Event, Leaf.leaf_index)
        .outerjoin(Leaf, Leaf.event_id == Event.id)
        .where(scope.condition)
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [(event, leaf) for event, leaf in model.Session.execute(query)]


def shown(event: Event, leaf: int | None, *, insider: bool) -> dict[str, Any]:
    """Return the dictionary of an event; only those concerned are told who acted."""
    result: dict[str, Any] = {
        "id": event.id,
        "at": event.at.isoformat(),
        "action": event.action,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "actor_body": event.actor_body,
        "agreement_reference": event.agreement_reference,
        "agreement_version": event.agreement_version,
        "purpose": event.purpose,
        "facts": event.facts,
        "leaf": leaf,
    }
    if insider:
        result["actor"] = event.actor
    return result


def _scope(about: sa.ColumnElement[bool], *, insider: bool) -> Scope:
    if insider:
        return Scope(about, insider=True)
    public = sorted(name for name, kind in event_types().items() if kind.public)
    return Scope(
        sa.and_(
            about,
            Event.action.in_(public),
            sa.or_(Event.subject_type != "agreement", Event.agreement_reference.is_not(None)),
        ),
        insider=False,
    )


def _own(context: Any, event: Event) -> Scope:
    user = _user(context)
    mine = event.subject_type == "user" and user is not None and user.id == event.subject_id
    if not mine and not (user is not None and user.sysadmin):
        raise tk.ObjectNotFound(tk._("Event was not found."))
    return Scope(sa.true(), insider=True)


def _works_for(context: Any, bodies: set[str]) -> bool:
    user = _user(context)
    if user is None:
        return False
    if user.sysadmin:
        return True
    member = model.member_table
    query = sa.select(
        sa.exists().where(
            member.c.table_name == "user",
            member.c.table_id == user.id,
            member.c.state == "active",
            member.c.group_id.in_(bodies),
        )
    )
    return bool(model.Session.scalar(query))


def _user(context: Any) -> model.User | None:
    user = context.get("auth_user_obj") or model.User.get(context.get("user") or "")
    if user is None or user.is_anonymous or user.state != "active":
        return None
    found: model.User = user
    return found
