"""Finding a body by what a person or another system calls it."""

from __future__ import annotations

from collections.abc import Iterable

import ckan.model as model
import sqlalchemy as sa

from .domain.body import identifier, key
from .model.body import BodyIdentifier, BodyName


def find_id(named: str) -> str | None:
    """Return the id of the one body with this id, address, name, other name or code; never guesses.

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
    if not ids:
        ids = _known_as(named)
    return ids[0] if len(ids) == 1 else None


def _known_as(named: str) -> list[str]:
    """Return the active bodies with this official name, other name or code."""
    group = model.Group
    scheme, code = identifier(named)
    coded = sa.select(BodyIdentifier.body_id).where(BodyIdentifier.value == code)
    if scheme is not None:
        coded = coded.where(BodyIdentifier.scheme == scheme)
    known = sa.union(
        coded,
        sa.select(BodyName.body_id).where(BodyName.normalised == key(named)),
        sa.select(group.id).where(
            sa.func.lower(group.extras["official_name"].astext) == named.lower()
        ),
    )
    query = sa.select(group.id).where(
        group.id.in_(known), group.is_organization.is_(True), group.state == "active"
    )
    return list(model.Session.scalars(query.limit(2)))


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


def other_names(body: str) -> list[str]:
    """Return the other names by which a body is known, in the order of the alphabet."""
    query = sa.text(
        "SELECT name FROM datashare_body_name WHERE body_id = :body ORDER BY lower(name)"
    )
    return list(model.Session.scalars(query, {"body": body}))
