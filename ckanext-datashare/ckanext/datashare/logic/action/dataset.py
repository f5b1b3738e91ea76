"""CKAN's dataset actions, chained for the register's types: all content passes here."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import content, dataset_input, outage, unit_of_work
from ...domain.reference import parse
from ...model.agreement import Agreement

__all__ = ["package_create", "package_show", "package_update"]


@tk.chained_action
def package_create(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Create a dataset; ours get their name here, and an agreement starts as a private draft.

    Who: an editor of the body in ``owner_org``. Event: ``agreement:content:created``.
    """
    dataset_input.refuse_unnameable(data_dict, "type", "id", "name")
    if data_dict.get("type") not in content.TYPES:
        return next_(context, data_dict)
    tk.check_access("package_create", context, data_dict)
    content.require_offered(data_dict["type"])
    data_dict = dict(data_dict)
    dataset_input.accept(data_dict, schema=data_dict["type"])
    if unit_of_work.current() is None:
        content.prepare_new(data_dict)
    with outage.nothing_kept_without_search():
        return next_(context, data_dict)


@tk.chained_action
def package_update(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Update a dataset; an agreement changes as far as its state allows.

    Life-cycle keys equal to what is stored are ignored, different ones are refused.
    Who: an editor of the lead body. Event: ``agreement:content:changed``.
    """
    dataset_input.refuse_unnameable(data_dict, "id", "name")
    package = model.Package.get(data_dict.get("id") or data_dict.get("name") or "")
    if package is None or package.type not in content.TYPES:
        return next_(context, data_dict)
    tk.check_access("package_update", context, {"id": package.id})
    data_dict = dict(data_dict, id=package.id)
    content.require_offered(package.type)
    dataset_input.accept(data_dict, schema=package.type)
    content.prepare_change(package, data_dict)
    with outage.nothing_kept_without_search():
        return next_(context, data_dict)


@tk.chained_action
@tk.side_effect_free
def package_show(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Show a dataset; an agreement's reference shows its current registered version."""
    reference = parse(str(data_dict.get("id") or ""))
    row = Agreement.latest(reference) if reference else None
    if row is not None:
        data_dict = dict(data_dict, id=row.package_id)
    return next_(context, data_dict)
