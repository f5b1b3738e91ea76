"""Finding a body by what a person or another system calls it."""

from __future__ import annotations

from collections.abc import Iterable

import ckan.model as model
import sqlalchemy as sa


def find_id(named: str) -> str | None:
    """Return the id of the one body with this id, address (``name``) or name (``title``).

    A body that was deleted is found by its id only, so that what names it can still be edited.
    """
    group = model.Group
    is_body = sa.and_(group.is_organization.is_(True), group.type == "organization")
    known = sa.select(group.id).where(
        is_body,
        sa.or_(
            group.id == named,
            sa.and_(group.state == "active", group.name == named),
        ),
    )
    found: str | None = model.Session.scalars(known.limit(1)).first()
    if found is not None:
        return found
    titled = sa.select(group.id).where(
        is_body,
        group.state == "active",
        sa.func.lower(group.title) == named.lower(),
    )
    ids = list(model.Session.scalars(titled.limit(2)))
    return ids[0] if len(ids) == 1 else None


def titles(limit: int = 1000) -> list[str]:
    """Return the names of the first ``limit`` bodies, for choosing one while typing."""
    group = model.Group
    query = (
        sa.select(group.title)
        .where(
            group.is_organization.is_(True), group.type == "organization", group.state == "active"
        )
        .order_by(group.title)
        .limit(limit)
    )
    return [title for title in model.Session.scalars(query) if title]


def title(body: str) -> str:
    """Return the name of the body with this id or address; the value itself if there is none."""
    found = model.Group.get(body)
    return str(found.title or found.name) if found is not None else body


def cards(bodies: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return ``{"title", "name"}`` of each body by id, in one query; unknown ids are left out."""
    group = model.Group
    query = sa.select(group.id, group.title, group.name).where(
        group.id.in_(set(bodies)), group.is_organization.is_(True), group.state == "active"
    )
    return {
        body: {"title": title or name, "name": name}
        for body, title, name in model.Session.execute(query)
    }
