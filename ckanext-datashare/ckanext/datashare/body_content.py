"""Content of bodies: CKAN organizations, recorded by these hooks in CKAN's own transaction."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from . import clock, unit_of_work
from .audit.record import record
from .domain.body import SCHEMES, identifiers
from .model.body import BodyIdentifier

_ASKED = "datashare.body_asked"
_COLUMNS = ("name", "title", "description", "image_url", "state")


def asked(by: str, body_id: str | None = None) -> None:
    """Remember who asks for a change of a body, and what it held before; hooks are not told."""
    group = model.Group.get(body_id) if body_id else None
    before = snapshot(group) if group is not None else {}
    model.Session.info[_ASKED] = (by, before)


def created(group: Any) -> None:
    """Record ``body:content:created`` for a new organization; other entities pass."""
    if not _is_body(group):
        return
    by, _before = model.Session.info.pop(_ASKED, ("system:site", {}))
    _project(group)
    _record("created", group, by=by, fields=sorted(snapshot(group)))


def changed(group: Any) -> None:
    """Record ``body:content:changed`` with the names of the fields that differ."""
    if not _is_body(group):
        return
    by, before = model.Session.info.pop(_ASKED, ("system:site", {}))
    _project(group)
    now = snapshot(group)
    fields = sorted(key for key in before.keys() | now if before.get(key) != now.get(key))
    if fields:
        _record("changed", group, by=by, fields=fields)


def snapshot(group: model.Group) -> dict[str, Any]:
    """Return what a body's organization holds: its columns and its schema's fields."""
    content = {column: getattr(group, column) for column in _COLUMNS}
    content.update(group.extras or {})
    return {key: value for key, value in content.items() if value not in (None, "", [])}


def _project(group: model.Group) -> None:
    """Keep the table of codes as the organization's fields are.

    :raises ckan.logic.ValidationError: at the field, for a code that another body has.
    """
    model.Session.flush()
    wanted = identifiers(snapshot(group))
    for row in BodyIdentifier.of(group.id):
        if wanted.get(row.scheme) == row.value:
            del wanted[row.scheme]
        else:
            model.Session.delete(row)
    for scheme, value in wanted.items():
        other = BodyIdentifier.get(scheme, value)
        if other is None:
            model.Session.add(BodyIdentifier(body_id=group.id, scheme=scheme, value=value))
            continue
        holder = model.Group.get(other.body_id)
        if holder is not None and holder.state == "active":
            model.Session.rollback()
            raise tk.ValidationError(
                {SCHEMES[scheme]: [tk._("Another organisation has this code.")]}
            )
        other.body_id = group.id  # its body is gone
    model.Session.flush()


def _is_body(entity: Any) -> bool:
    return isinstance(entity, model.Group) and bool(entity.is_organization)


def _record(past: str, group: model.Group, *, by: str, fields: list[str]) -> None:
    if unit_of_work.current() is not None:
        return  # the unit's own event tells the story
    model.Session.flush()
    record(
        f"body:content:{past}",
        ("body", group.id),
        by=by,
        at=clock.now(),
        body=group.id,
        within_core=True,
        fields=fields,
    )
