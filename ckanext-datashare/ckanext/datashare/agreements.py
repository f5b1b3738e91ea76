"""Finds an agreement for someone who may know that it exists; everyone else finds nothing."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from .domain.reference import parse
from .model.agreement import Agreement


def find(name_or_id: str) -> Agreement | None:
    """Return the row of a dataset id or name, or of a reference's current version."""
    reference = parse(name_or_id)
    if reference:
        return Agreement.latest(reference)
    package = model.Package.get(name_or_id)
    return Agreement.get(package.id) if package is not None else None


def readable(context: Any, name_or_id: str) -> Agreement:
    """Return the row of an agreement that the caller may read.

    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike.
    """
    row = find(name_or_id)
    if row is None or not may_read(context, row.package_id):
        raise tk.ObjectNotFound(tk._("Agreement was not found."))
    return row


def readable_dataset(context: Any, name_or_id: str, *, type: str | None = None) -> model.Package:
    """Return a dataset of a sibling's type that the caller may read.

    :param type: the type it must be of; any by default
    :raises ckan.logic.NotFound: when it is missing, of another type or may not be known of, alike
    """
    package = model.Package.get(name_or_id) if isinstance(name_or_id, str) else None
    if package is None or package.state != "active" or type not in (None, package.type):
        raise tk.ObjectNotFound(tk._("This was not found."))
    if not may_read(context, package.id):
        raise tk.ObjectNotFound(tk._("This was not found."))
    return package


def locked(context: Any, name_or_id: str, *, action: str, **asked: str) -> Agreement:
    """Return the row of an agreement, locked, for someone who may do ``action`` to it.

    Reading is asked first, so that a refusal never tells that the agreement exists.

    :raises ckan.logic.NotFound: see :func:`readable`.
    :raises ckan.logic.NotAuthorized: when the caller may read it but not do this.
    """
    row = readable(context, name_or_id)
    row = Agreement.get(row.package_id, lock=True) or row
    tk.check_access(action, context, {"id": row.package_id, **asked})
    return row


def may_read(context: Any, package_id: str) -> bool:
    """Return whether the caller may read a dataset, by its id."""
    asking = {"user": context.get("user"), "auth_user_obj": context.get("auth_user_obj")}
    try:
        tk.check_access("package_show", asking, {"id": package_id})
    except tk.NotAuthorized:
        return False
    return True
