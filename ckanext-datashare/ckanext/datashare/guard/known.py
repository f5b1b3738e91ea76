"""What a caller may know of: finds the object behind an address and asks for its reading."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from .. import labels
from ..domain.reference import parse
from ..domain.rules import PUBLIC
from ..kinds import TYPES
from ..model.agreement import Agreement
from ..model.document import Document
from .addresses import Kind


def is_hidden(context: Any, kind: Kind, named: Any, data: Mapping[str, Any]) -> bool:
    """Return whether the object of this name exists and the caller may not know of it.

    :param data: the action's dictionary, for kinds whose type stands beside the name.
    """
    if not isinstance(named, str) or not named:
        return False
    if kind is Kind.USER:
        user = model.User.get(named)
        return user is not None and not may_meet(context, user)
    if kind is Kind.FILE:
        return _is_file_of_ours(named) and not _is_allowed(context, "file_show", named)
    if kind is Kind.RESOURCE and model.Session.get(model.Resource, named) is None:
        return any(not may_read(context, package) for _id, package in _of_that_name(named))
    package = dataset_of(kind, named, data)
    return package is not None and not may_read(context, package)


def stand_in(context: Any, kind: Kind, named: str) -> tuple[str, bool]:
    """Return the name to ask with in place of a hidden one, and whether nothing has it.

    CKAN takes a resource's name for its id and answers with any that has it: one that the caller
    may read stands for a hidden namesake.
    """
    if kind is Kind.RESOURCE and model.Session.get(model.Resource, named) is None:
        for resource_id, package in _of_that_name(named, all_types=True):
            if package.type not in TYPES or may_read(context, package):
                return resource_id, False
    return never_existed(named), True


def dataset_of(kind: Kind, named: Any, data: Mapping[str, Any]) -> model.Package | None:
    """Return the dataset of ours that an address leads to, or None."""
    find = _FIND.get(_named_kind(kind, data))
    if find is None or not isinstance(named, str) or not named:
        return None
    package = find(named)
    return package if package is not None and package.type in TYPES else None


def may_read(context: Any, package: model.Package) -> bool:
    """Return whether the caller may read a dataset: search and show answer from the same labels."""
    if labels.of_dataset(package) == [PUBLIC]:
        return True  # as it is for everyone: most are
    return _is_allowed(context, "package_show", package.id)


def may_meet(context: Any, user: model.User) -> bool:
    """Return whether the caller may see a person: themselves, colleagues, or as the site's admin.

    Officers are named to their own bodies, not to strangers.
    """
    asking = caller(context)
    if asking is None:
        return False
    return asking.sysadmin or asking.id == user.id or user.id in colleagues(asking.id, user.id)


def colleagues(user_id: str, *among: str) -> set[str]:
    """Return the ids of people who share a group with a person (``among`` these, if given)."""
    mine, theirs = sa.orm.aliased(model.Member), sa.orm.aliased(model.Member)
    query = (
        sa.select(theirs.table_id)
        .join(mine, mine.group_id == theirs.group_id)
        .join(model.Group, model.Group.id == mine.group_id)
        .where(
            model.Group.state == "active",
            *(sa.and_(row.table_name == "user", row.state == "active") for row in (mine, theirs)),
            mine.table_id == user_id,
        )
    )
    if among:
        query = query.where(theirs.table_id.in_(among))
    return set(model.Session.scalars(query))


def caller(context: Any) -> model.User | None:
    """Return the user who calls, or None for a visitor."""
    user = context.get("auth_user_obj")
    if user is not None and not user.is_anonymous and user.name == context.get("user"):
        return user
    return model.User.get(context["user"]) if context.get("user") else None


def never_existed(like: str) -> str:
    """Return a name that nothing has, of the same kind as ``like``: an id, or a name."""
    made = uuid.uuid4()
    try:
        uuid.UUID(like)
    except ValueError:
        return f"n{made.hex}"
    return str(made)


def _named_kind(kind: Kind, data: Mapping[str, Any]) -> Kind | None:
    if kind is Kind.MEMBER:
        return _TYPES.get(str(data.get("object_type")))
    if kind is Kind.OWNER:
        return _TYPES.get(str(data.get("owner_type")))
    return kind


def _is_allowed(context: Any, action: str, object_id: str) -> bool:
    asking = {"user": context.get("user"), "auth_user_obj": context.get("auth_user_obj")}
    try:
        tk.check_access(action, asking, {"id": object_id})
    except tk.NotAuthorized:
        return False
    return True


def _of_that_name(named: str, *, all_types: bool = False) -> list[tuple[str, model.Package]]:
    """Return (id of a resource, its dataset) for resources of a name, ours or all."""
    query = (
        sa.select(model.Resource.id, model.Package)
        .join(model.Package, model.Package.id == model.Resource.package_id)
        .where(model.Resource.name == named, model.Resource.state == "active")
        .order_by(model.Resource.created)
    )
    if not all_types:
        query = query.where(model.Package.type.in_(TYPES))
    return [(row[0], row[1]) for row in model.Session.execute(query)]


def _is_file_of_ours(file_id: str) -> bool:
    listed = sa.select(Document.id).where(Document.file_id == file_id).limit(1)
    if model.Session.scalars(listed).first() is not None:
        return True
    file = model.Session.get(model.File, file_id)
    if file is None or file.owner is None:
        return False
    owner = {"owner_type": file.owner.owner_type}
    return dataset_of(Kind.OWNER, file.owner.owner_id, owner) is not None


def _dataset(named: str) -> model.Package | None:
    reference = parse(named)
    row = Agreement.latest(reference) if reference else None
    return model.Package.get(row.package_id if row is not None else named)


def _resource(named: str) -> model.Package | None:
    resource = model.Resource.get(named)
    return model.Package.get(resource.package_id) if resource is not None else None


def _view(named: str) -> model.Package | None:
    view = model.ResourceView.get(named)
    return _resource(view.resource_id) if view is not None else None


_FIND: dict[Kind | None, Callable[[str], model.Package | None]] = {
    Kind.DATASET: _dataset,
    Kind.RESOURCE: _resource,
    Kind.VIEW: _view,
}
_TYPES = {"package": Kind.DATASET, "resource": Kind.RESOURCE}
