"""The people who act for bodies, by name: for the bodies' own people, never for the public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import ckan.model as model
import sqlalchemy as sa

from .domain.role import LABELS, Role
from .model.role_holder import RoleHolder


def of_bodies(
    bodies: Iterable[str], roles: Iterable[Role], *, at: datetime
) -> dict[str, list[dict[str, str]]]:
    """Return the holders of these roles by body, in one query: ``{"name", "role", "label"}``."""
    wanted = [role.value for role in roles]
    user = model.User
    query = (
        sa.select(RoleHolder.body_id, RoleHolder.role, user.fullname, user.name)
        .join(user, user.id == RoleHolder.user_id)
        .where(
            RoleHolder.body_id.in_(list(bodies)),
            RoleHolder.role.in_(wanted),
            RoleHolder.confirmed_at.is_not(None),
            RoleHolder.valid_from <= at,
            sa.or_(RoleHolder.valid_until.is_(None), RoleHolder.valid_until > at),
            user.state == "active",
        )
        .order_by(user.fullname, user.name)
    )
    found: dict[str, list[dict[str, str]]] = {}
    for body, role, fullname, name in model.Session.execute(query):
        person = {"name": fullname or name, "role": role, "label": LABELS[Role(role)]}
        found.setdefault(body, []).append(person)
    for people in found.values():
        people.sort(key=lambda person: wanted.index(person["role"]))
    return found


def names(users: Iterable[str]) -> dict[str, str]:
    """Return the names of people by user id, in one query."""
    user = model.User
    query = sa.select(user.id, user.fullname, user.name).where(user.id.in_(set(users)))
    return {id: fullname or name for id, fullname, name in model.Session.execute(query)}
