"""Lists that CKAN makes from the database: each tells a caller what they may know."""

from __future__ import annotations

from typing import Any

import ckan.authz as authz
import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from . import known
from .addresses import Kind

_FORMATS = 5  # as many as core offers
_FORMATS_LIMIT = 100


def member_list(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """List members of a group, for its own members."""
    group = model.Group.get(str(data_dict.get("id") or ""))
    if group is not None and not _is_member(context, group):
        raise tk.NotAuthorized(tk._("The members of a body are listed for its own people."))
    return next_(context, data_dict)


def group_show(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Show a group; its people are shown to its own members."""
    group = model.Group.get(str(data_dict.get("id") or ""))
    if group is None or _is_member(context, group):
        return next_(context, data_dict)
    return next_(context, dict(data_dict, include_users=False))


def group_list(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """List groups; by name where they would be ordered by the number of all their datasets."""
    asked = str(data_dict.get("sort") or data_dict.get("order_by") or "")
    if "package" not in asked or _sees_all(context):
        return next_(context, data_dict)
    kept = {key: value for key, value in data_dict.items() if key not in ("sort", "order_by")}
    return next_(context, dict(kept, sort="title asc"))


def format_autocomplete(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Offer formats of public datasets."""
    if _sees_all(context):
        return next_(context, data_dict)
    tk.check_access("format_autocomplete", context, data_dict)
    asked = data_dict.get("q") if isinstance(data_dict.get("q"), str) else ""
    if not asked:
        return next_(context, data_dict)  # core refuses it
    number = sa.func.count().label("number")
    query = (
        sa.select(model.Resource.format, number)
        .join(model.Package, model.Package.id == model.Resource.package_id)
        .where(
            model.Resource.state == "active",
            model.Package.state == "active",
            model.Package.private.is_(False),
            model.Resource.format.icontains(asked, autoescape=True),
        )
        .group_by(model.Resource.format)
        .order_by(number.desc(), model.Resource.format)
        .limit(_limit(data_dict.get("limit")))
    )
    return [name.lower() for name in model.Session.scalars(query)]


def user_list(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """List people: colleagues, and for those who run the site everyone."""
    if _sees_all(context):
        return next_(context, data_dict)
    mine = _meets(context)
    found = next_(context, data_dict)
    if not isinstance(found, list):  # a query, which core pages through
        return found.filter(model.User.id.in_(mine))
    names = set(model.Session.scalars(sa.select(model.User.name).where(model.User.id.in_(mine))))
    return [row for row in found if (row["name"] if isinstance(row, dict) else row) in names]


def user_autocomplete(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Offer people while a name is typed: colleagues, and for those who run the site everyone."""
    if _sees_all(context):
        return next_(context, data_dict)
    mine = _meets(context)
    # Core cuts its list before strangers leave it; so many are asked for that none is missed.
    found = next_(context, dict(data_dict, limit=10_000))
    limit = data_dict.get("limit", 20)
    kept = [row for row in found if row["id"] in mine]
    return kept[: int(limit)] if str(limit).isdigit() else kept


def activity_create(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Record an activity, of any dataset but ours: the audit log is their history."""
    if known.dataset_of(Kind.DATASET, data_dict.get("object_id"), data_dict) is not None:
        return {}
    return next_(context, data_dict)


LAYERS = {
    "activity_create": activity_create,
    "member_list": member_list,
    "group_show": group_show,
    "organization_show": group_show,
    "group_list": group_list,
    "organization_list": group_list,
    "format_autocomplete": format_autocomplete,
    "user_list": user_list,
    "user_autocomplete": user_autocomplete,
}


def _sees_all(context: Any) -> bool:
    if context.get("ignore_auth"):
        return True
    asking = known.caller(context)
    return asking is not None and bool(asking.sysadmin)


def _is_member(context: Any, group: model.Group) -> bool:
    """Return whether the caller belongs to a group, or to one above it whose rights go down."""
    asking = known.caller(context)
    return _sees_all(context) or (
        asking is not None
        and authz.has_user_permission_for_group_or_org(group.id, asking.name, "read")
    )


def _meets(context: Any) -> set[str]:
    asking = known.caller(context)
    return set() if asking is None else {asking.id} | known.colleagues(asking.id)


def _limit(sent: Any) -> int:
    return min(int(sent), _FORMATS_LIMIT) if str(sent).isdigit() else _FORMATS
