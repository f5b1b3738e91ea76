"""Names and ids that a caller chooses for something new, and credentials set for another person.

Names that begin with ``dsl-`` are the register's, for all types; ids of resources are the site's to
give, as ids of datasets are in CKAN.
"""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from .. import clock, unconfirm, unit_of_work
from ..audit.record import record
from ..domain.reference import PREFIX
from ..kinds import TYPES
from . import known


def package_create(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Create a dataset under a name that is not reserved."""
    if _is_free(context) or str(data_dict.get("type")) in TYPES:
        return next_(context, data_dict)
    tk.check_access("package_create", context, data_dict)
    errors = {**_name(data_dict), **_resources(context, data_dict, stored=set())}
    _refuse_if(errors)
    return next_(context, data_dict)


def package_update(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Update a dataset; it keeps a reserved name that it has and takes none."""
    named = data_dict.get("id") or data_dict.get("name")
    package = model.Package.get(named) if isinstance(named, str) else None
    if _is_free(context) or package is None or package.type in TYPES:
        return next_(context, data_dict)
    tk.check_access("package_update", context, data_dict)
    # A dataset's own deleted resources keep their ids, which a caller may bring back.
    stored = {resource.id for resource in package.resources_all}
    errors = _resources(context, data_dict, stored=stored)
    if data_dict.get("name") != package.name:
        errors.update(_name(data_dict))
    _refuse_if(errors)
    return next_(context, data_dict)


def user_update(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Update a person; whose password or address somebody else sets signs only once confirmed.

    Event, in core's transaction: ``role:holder:unconfirmed``, where there was a role that signs.
    """
    person = model.User.get(str(data_dict.get("id") or ""))
    by = known.caller(context)
    if person is None or (by is not None and by.id == person.id):
        return next_(context, data_dict)
    if not _sets_credentials(person, data_dict):
        return next_(context, data_dict)
    tk.check_access("user_update", context, data_dict)
    at, who = clock.now(), by.id if by is not None else "system:site"
    try:
        roles = unconfirm.roles(person.id, by=who, at=at)
        if roles:
            subject = ("user", person.id)
            record("role:holder:unconfirmed", subject, by=who, at=at, within_core=True, roles=roles)
        return next_(context, data_dict)
    except BaseException:
        model.Session.rollback()
        raise


LAYERS = {
    "package_create": package_create,
    "package_update": package_update,
    "user_update": user_update,
}


def _sets_credentials(person: model.User, data: dict[str, Any]) -> bool:
    """Return whether a change would let somebody in: by a password, or by mail that resets it."""
    if any(data.get(name) for name in ("password", "password1", "password_hash")):
        return True
    email = data.get("email")
    return bool(email) and email != person.email


def _is_free(context: Any) -> bool:
    return unit_of_work.current() is not None


def _name(data: dict[str, Any]) -> dict[str, Any]:
    name = data.get("name")
    if isinstance(name, str) and name.strip().lower().startswith(PREFIX):
        return {"name": [tk._("Addresses that begin with “dsl-” are for the register.")]}
    return {}


def _resources(context: Any, data: dict[str, Any], *, stored: set[str]) -> dict[str, Any]:
    """Return the errors of resources that bring a new id, as CKAN lists errors of rows."""
    rows = data.get("resources")
    if not isinstance(rows, list) or context.get("ignore_auth"):
        return {}
    asking = known.caller(context)
    if asking is not None and asking.sysadmin:
        return {}
    found = [
        {"id": [tk._("Leave the id out: the site gives it.")]}
        if isinstance(row, dict) and row.get("id") and row["id"] not in stored
        else {}
        for row in rows
    ]
    return {"resources": found} if any(found) else {}


def _refuse_if(errors: dict[str, Any]) -> None:
    if errors:
        model.Session.rollback()
        raise tk.ValidationError(errors)
