"""What core actions do to any dataset and do not do to ours, with a sentence that says why.

They ask no hook before they commit, or have no meaning for an agreement. Whoever may not know of
the agreement has met the door before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from .. import unit_of_work
from ..domain.party import PartyState
from ..kinds import TYPES
from ..model.party import Party
from . import door, known
from .addresses import Addresses

_NEVER_DELETED = "An agreement is never deleted: withdraw it, end it, or take it down."
_NO_GROUP = "An agreement belongs to no group: it has its parties and themes."
_NO_COLLABORATOR = "An agreement has no collaborators: its parties' members read it."
_NO_RELATION = "An agreement has no relationships to datasets: list its releases in it."
_NO_VIEW = "Documents of an agreement have no views: they are read as files."
_ONE_BY_ONE = "Agreements do not change in bulk: each has actions of its own."
REFUSED = {
    "package_delete": _NEVER_DELETED,
    "dataset_purge": _NEVER_DELETED,
    "package_owner_org_update": "The lead body is part of the text: edit the agreement.",
    "member_create": _NO_GROUP,
    "member_delete": _NO_GROUP,
    "group_create": _NO_GROUP,
    "group_update": _NO_GROUP,
    "package_collaborator_create": _NO_COLLABORATOR,
    "package_collaborator_delete": _NO_COLLABORATOR,
    "package_relationship_create": _NO_RELATION,
    "package_relationship_update": _NO_RELATION,
    "package_relationship_delete": _NO_RELATION,
    "bulk_update_private": _ONE_BY_ONE,
    "bulk_update_public": _ONE_BY_ONE,
    "bulk_update_delete": _ONE_BY_ONE,
    "resource_view_create": _NO_VIEW,
    "resource_view_update": _NO_VIEW,
    "resource_view_delete": _NO_VIEW,
    "resource_view_reorder": _NO_VIEW,
    "follow_dataset": "An agreement is not followed: notices reach the people it concerns.",
}
# Core calls these itself after it made a dataset or resource; for ours there is nothing to make.
WITHOUT_VIEWS = ("package_create_default_resource_views", "resource_create_default_resource_views")
CLOSING = ("organization_delete", "organization_purge", "group_delete", "group_purge")


def refuse(sentence: str, addresses: Addresses) -> Callable[..., Any]:
    """Return the layer of an action that is not for our datasets."""

    def layer(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
        if not _is_part_of_saving(context) and _leads_to_ours(addresses, data_dict):
            model.Session.rollback()
            raise tk.NotAuthorized(tk._(sentence))
        return next_(context, data_dict)

    return layer


def without_views(addresses: Addresses) -> Callable[..., Any]:
    """Return the layer of an action that makes default views: none for ours."""

    def layer(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
        return [] if _leads_to_ours(addresses, data_dict) else next_(context, data_dict)

    return layer


def close_body(action: str) -> Callable[..., Any]:
    """Return the layer of an action that ends a body: not while agreements name it."""

    def layer(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
        group = model.Group.get(str(data_dict.get("id") or ""))
        if group is None:
            return next_(context, data_dict)
        tk.check_access(action, dict(context, group=group), data_dict)
        _refuse_if_named(group.id)
        return next_(context, data_dict)

    return layer


def organization_update(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Update a body; its state does not end it while agreements name it."""
    if data_dict.get("state", "active") != "active":
        return close_body("organization_update")(next_, context, data_dict)
    return next_(context, data_dict)


def _refuse_if_named(body: str) -> None:
    led = sa.exists().where(
        model.Package.owner_org == body,
        model.Package.type.in_(TYPES),
        model.Package.state != "deleted",
    )
    # A body that a draft names and that has not been told of it learns nothing here either.
    told = sa.exists().where(Party.body_id == body, Party.status != PartyState.NAMED.value)
    if model.Session.execute(sa.select(sa.or_(led, told))).scalar_one():
        model.Session.rollback()
        sentence = "Agreements name this body. It stays, so that they can be read."
        raise tk.ValidationError({"message": tk._(sentence)})


def _leads_to_ours(addresses: Addresses, data_dict: dict[str, Any]) -> bool:
    return any(
        known.dataset_of(address.kind, value, data_dict) is not None
        for address in addresses
        for value in door.found(data_dict, address.key)[1]
    )


def _is_part_of_saving(context: Any) -> bool:
    """Return whether a dataset is being saved: core then sets its owner before its commit."""
    saving = context.get("ignore_auth") and context.get("defer_commit")
    return bool(saving) or unit_of_work.current() is not None
