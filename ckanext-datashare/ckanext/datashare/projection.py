"""Tables beside the datasets, made from their content: found fast, joined, constrained."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import ckan.model as model
import sqlalchemy as sa

from .domain.party import PartyState
from .domain.period import display_label, display_state
from .domain.state import Origin, State
from .london import day
from .model.agreement import Agreement
from .model.party import Party
from .model.power import Power


def create(package: model.Package, content: dict[str, Any], *, by: str, at: datetime) -> Agreement:
    """Add the rows of a new agreement; it starts as a draft."""
    row = Agreement(
        package_id=package.id,
        version=1,
        origin=content.get("origin") or Origin.EXISTING.value,
        status=State.DRAFT.value,
        status_since=at,
        created_by=by,
        created_at=at,
    )
    _copy(row, package, content, at)
    model.Session.add(row)
    model.Session.flush()
    _children(package.id, content)
    return row


def change(package: model.Package, content: dict[str, Any], *, at: datetime) -> Agreement:
    """Copy changed content into the rows; life-cycle columns stay as they are."""
    row = Agreement.get(package.id)
    if row is None:
        raise LookupError(f"no agreement row for dataset {package.id}")
    _copy(row, package, content, at)
    model.Session.flush()
    _children(package.id, content)
    return row


def rebuild(package: model.Package, content: dict[str, Any]) -> list[str]:
    """Make the content columns of one agreement again; return the tables that changed."""
    row = Agreement.get(package.id)
    if row is None:
        return ["missing"]
    _copy(row, package, content, row.changed_at)
    different = ["agreement"] if model.Session.is_modified(row) else []
    model.Session.flush()
    return different + _children(package.id, content)


def lifecycle(package: model.Package, *, today: date | None = None) -> dict[str, Any]:
    """Return the life-cycle keys of a dataset's dictionary, parties by body id."""
    row = Agreement.get(package.id)
    if row is None:
        return {"name": package.name, "private": package.private, "state": package.state}
    keys = shown(row, today=today or day())
    keys.update(name=package.name, private=package.private, state=package.state)
    keys["parties"] = {party.body_id: party_keys(party) for party in Party.of(package.id)}
    return keys


def shown(row: Agreement, *, today: date) -> dict[str, Any]:
    """Return what a dictionary tells of an agreement's life cycle on ``today``."""
    word = display_state(row.state, row.period, today)
    return {
        "reference": row.reference,
        "version": row.version,
        "status": row.status,
        "status_label": display_label(word),
        "status_since": row.status_since.isoformat(),
        "status_reason": row.status_reason,
        "registered_at": row.registered_at.isoformat() if row.registered_at else None,
        "review_overdue": row.state is State.REGISTERED and row.period.is_review_overdue(today),
        "partners_only_reason": row.partners_only_reason,
        "replaces": row.replaces,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "ends_reason": row.ends_reason,
    }


def party_keys(party: Party) -> dict[str, Any]:
    """Return what a dictionary tells of a party's life cycle."""
    return {
        "status": party.status,
        "invited": party.invited_at.isoformat() if party.invited_at else None,
        "joined": party.joined_at.isoformat() if party.joined_at else None,
        "left": party.left_at.isoformat() if party.left_at else None,
        "left_reason": party.left_reason,
        "suspended": party.suspended_at.isoformat() if party.suspended_at else None,
        "suspended_reason": party.suspended_reason,
    }


def rows(content: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """Return a repeating field of stored content, which scheming keeps as JSON text."""
    value = content.get(field) or []
    found = json.loads(value) if isinstance(value, str) else value
    return [row for row in found if isinstance(row, dict)]


def words(content: dict[str, Any], field: str) -> list[str]:
    """Return a list field of stored content, kept as JSON text or as one word."""
    value = content.get(field) or []
    if isinstance(value, str):
        value = json.loads(value) if value.startswith("[") else [value]
    return [str(item) for item in value]


def _copy(row: Agreement, package: model.Package, content: dict[str, Any], at: datetime) -> None:
    row.lead = package.owner_org
    row.title = package.title or ""
    row.changed_at = at
    for column in ("source", "source_id", "source_version"):
        setattr(row, column, content.get(column) or None)
    for column in ("start_date", "end_date", "review_date"):
        text = content.get(column)
        setattr(row, column, date.fromisoformat(str(text)[:10]) if text else None)


def _children(package_id: str, content: dict[str, Any]) -> list[str]:
    different = []
    if _parties(package_id, content):
        different.append("party")
    if _powers(package_id, content):
        different.append("power")
    return different


def _parties(package_id: str, content: dict[str, Any]) -> bool:
    wanted = {
        row["body"]: (
            position,
            row.get("role") or None,
            _truth(row.get("discloses")),
            _truth(row.get("receives")),
        )
        for position, row in enumerate(rows(content, "parties"))
        if row.get("body")
    }
    stored = {party.body_id: party for party in Party.of(package_id)}
    changed = False
    for body, (position, role, discloses, receives) in wanted.items():
        party = stored.pop(body, None)
        if party is None:
            party = Party(package_id=package_id, body_id=body, status=PartyState.NAMED.value)
            model.Session.add(party)
            changed = True
        party.position, party.role = position, role
        party.discloses, party.receives = discloses, receives
        changed = changed or model.Session.is_modified(party)
    for party in stored.values():
        model.Session.delete(party)
        changed = True
    model.Session.flush()
    return changed


def _powers(package_id: str, content: dict[str, Any]) -> bool:
    wanted = set(words(content, "legal_powers"))
    stored = set(
        model.Session.scalars(sa.select(Power.power).where(Power.package_id == package_id))
    )
    if wanted == stored:
        return False
    model.Session.execute(
        sa.delete(Power).where(Power.package_id == package_id, Power.power.in_(stored - wanted))
    )
    model.Session.add_all(
        Power(package_id=package_id, power=power) for power in sorted(wanted - stored)
    )
    model.Session.flush()
    return True


def _truth(value: Any) -> bool | None:
    if value in (None, ""):
        return None
    return str(value).lower() in ("true", "yes", "1", "on")
