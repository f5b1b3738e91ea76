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
    if row is None:
        raise tk.ObjectNotFound(tk._("Agreement was not found."))
    asking = {"user": context.get("user"), "auth_user_obj": context.get("auth_user_obj")}
    try:
        tk.check_access("package_show", asking, {"id": row.package_id})
    except tk.NotAuthorized as error:
        raise tk.ObjectNotFound(tk._("Agreement was not found.")) from error
    return row


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
