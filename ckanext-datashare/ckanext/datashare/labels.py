"""Permission labels: search, show, counts and facets all answer from these, so they agree.

A dataset carries labels, a user carries labels, and one in common opens the dataset. CKAN asks the
first plugin that gives labels and no other; this is that plugin, so it unites its own with those
of the next one, or with core's own, which it computes in the same query.
"""

from __future__ import annotations

from typing import Any

import ckan.authz as authz
import ckan.model as model
import ckan.plugins as p
import sqlalchemy as sa
from ckan.lib.plugins import DefaultPermissionLabels
from flask import g, has_request_context

from . import access, kinds
from .domain.rules import PUBLIC, Reading, of_body
from .kinds import TYPES
from .model.agreement import Agreement

_BODIES = sa.text(
    """
    WITH RECURSIVE mine (id, cascades) AS (
        SELECT g.id, m.capacity = ANY(:cascading)
        FROM member m JOIN "group" g ON g.id = m.group_id
        WHERE m.table_name = 'user' AND m.table_id = :user AND m.state = 'active'
          AND m.capacity = ANY(:reading) AND g.is_organization AND g.state = 'active'
        UNION
        SELECT child.id, true
        FROM mine
        JOIN member m ON m.table_id = mine.id AND m.table_name = 'group' AND m.state = 'active'
        JOIN "group" child ON child.id = m.group_id
        WHERE mine.cascades AND child.is_organization AND child.state = 'active'
          AND child.type = 'organization'
    )
    SELECT 'body', id FROM mine
    UNION
    SELECT 'body', id FROM "group" WHERE :everywhere AND is_organization AND state = 'active'
    UNION
    SELECT 'dataset', package_id FROM package_member WHERE :collaborates AND user_id = :user
    """
)


def of_dataset(dataset_obj: Any) -> list[str]:
    """Return the labels of a dataset: its bodies' for a private one of ours."""
    if dataset_obj.type not in TYPES:
        labels: list[str] = _next().get_dataset_labels(dataset_obj)
        return labels
    if dataset_obj.state == "active" and not dataset_obj.private:
        return [PUBLIC]
    if dataset_obj.type != kinds.AGREEMENT:
        kind = kinds.offered(dataset_obj.type)
        bodies = kind.readers(dataset_obj) if kind is not None else set()
        return sorted(of_body(body) for body in bodies | {dataset_obj.owner_org})
    row = Agreement.get(dataset_obj.id)
    if row is None:
        return [of_body(dataset_obj.owner_org)]
    return sorted(Reading.labels(access.subject(row, private=True)))


def of_user(user_obj: Any) -> list[str]:
    """Return the labels of a user, or of nobody; asked once a request."""
    if not user_obj or user_obj.is_anonymous:
        following = _next()
        return [PUBLIC] if _is_core(following) else following.get_user_dataset_labels(user_obj)
    if not has_request_context():
        return _compute(user_obj)
    known: dict[str, list[str]] = g.setdefault("datashare_labels", {})
    if user_obj.id not in known:
        known[user_obj.id] = _compute(user_obj)
    return known[user_obj.id]


def _compute(user_obj: Any) -> list[str]:
    found = model.Session.execute(
        _BODIES,
        {
            "user": user_obj.id,
            "reading": authz.get_roles_with_permission("read"),
            "cascading": authz.check_config_permission("roles_that_cascade_to_sub_groups") or [],
            "everywhere": bool(user_obj.sysadmin),
            "collaborates": bool(authz.check_config_permission("allow_dataset_collaborators")),
        },
    ).all()
    bodies = [key for kind, key in found if kind == "body"]
    following = _next()
    if _is_core(following):
        labels = [PUBLIC, f"creator-{user_obj.id}"]
        labels += [f"member-{body}" for body in bodies]
        labels += [f"collaborator-{key}" for kind, key in found if kind == "dataset"]
    else:
        labels = list(following.get_user_dataset_labels(user_obj))
    return labels + [of_body(body) for body in bodies]


def _next() -> Any:
    """Return the next plugin that gives labels, or core's defaults."""
    for plugin in p.PluginImplementations(p.IPermissionLabels):
        if plugin.name != "datashare":
            return plugin
    return DefaultPermissionLabels()


def _is_core(following: Any) -> bool:
    return type(following) is DefaultPermissionLabels
