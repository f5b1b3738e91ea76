"""The search parameters a caller may send; whatever is not named here falls away in silence.

A search answers from the documents its caller may see. A parameter that makes the search server
count, weigh or list words of the whole index would answer from the others too, so only those pass
that cannot. Runs before other plugins' hooks, which may add parameters of their own: ``datashare``
stands before ``spatial_query`` in ``ckan.plugins``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ..kinds import TYPES

# A facet never lists more values, and always at least one document for each.
FACET_LIMIT = 1000
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*\Z")
_SORT = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*)(?:\s+(asc|desc))?\Z", re.IGNORECASE)
_WEIGHTED = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*(?:\^[0-9]+(?:\.[0-9]+)?)?\Z")
_PARSER = "{!"
# How well a document fits is weighed against all documents: it orders, but is not told.
_NEVER_SHOWN = {"score", "permission_labels"}
_NEVER_COUNTED = {"permission_labels", "text", "score"}
# Facet fields of core's own pages, beside those of the plugins.
_CORE_FACETS = frozenset(
    [
        *("organization", "groups", "tags", "res_format", "license_id", "owner_org"),
        *("dataset_type", "capacity", "state", "res_type", "author", "maintainer"),
        *("creator_user_id",),
    ]
)
_OUR_FACETS = frozenset(
    [
        *("ds_body", "ds_gives", "ds_gets", "ds_role", "ds_power", "ds_basis", "ds_theme"),
        *("ds_data_subjects", "ds_data_types", "ds_area", "ds_origin", "ds_status"),
        *("ds_lead", "ds_version"),
    ]
)
_AS_THEY_ARE = frozenset(
    [
        *("rows", "start", "extras", "include_private", "include_drafts", "include_deleted"),
        *("use_default_schema", "df", "facet", "abort_search"),
    ]
)


def allowed(search_params: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters that may reach the search server, the rest left out."""
    passed = {key: value for key, value in search_params.items() if key in _AS_THEY_ARE}
    passed.update(
        {key: value for key, value in search_params.items() if str(key).startswith("ext_")}
    )
    for key, clean in _CLEANED.items():
        if key in search_params:
            value = clean(search_params[key])
            if value not in (None, "", []):
                passed[key] = value
    if "facet.field" in search_params or "facet.mincount" in search_params:
        passed["facet.mincount"] = max(1, _number(search_params.get("facet.mincount"), 1))
    if "facet.limit" in search_params:
        limit = _number(search_params["facet.limit"], FACET_LIMIT)
        passed["facet.limit"] = limit if 0 <= limit <= FACET_LIMIT else FACET_LIMIT
    return passed


def facet_fields() -> frozenset[str]:
    """Return the fields that may be counted: core's, ours, and those that plugins declare."""
    declared = set(tk.aslist(tk.config.get("search.facets")))
    for kind in ("dataset", "harvest", *sorted(TYPES)):
        fields: dict[str, Any] = {}
        for plugin in p.PluginImplementations(p.IFacets):
            fields = plugin.dataset_facets(fields, kind) or fields
        declared.update(fields)
    for hook, kind in (("group_facets", "group"), ("organization_facets", "organization")):
        fields = {}
        for plugin in p.PluginImplementations(p.IFacets):
            fields = _of_bodies(plugin, hook, fields, kind) or fields
        declared.update(fields)
    return frozenset((_CORE_FACETS | _OUR_FACETS | declared) - _NEVER_COUNTED)


def _of_bodies(plugin: Any, hook: str, fields: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = getattr(plugin, hook)(fields, kind, None)
    return found


def _query(value: Any) -> str | None:
    """Return a query, unless it chooses a parser: the default one finds all that is needed."""
    return value if isinstance(value, str) and _PARSER not in value else None


def _queries(value: Any) -> list[str]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, Iterable):
        return []
    return [query for query in map(_query, listed) if query]


def _sort(value: Any) -> str | None:
    """Return ``field asc|desc`` parts; those of another form fall away."""
    if not isinstance(value, str):
        return None
    parts = [part.strip() for part in value.split(",")]
    return ", ".join(part for part in parts if _SORT.match(part)) or None


def _shown(value: Any) -> list[str]:
    """Return plain field names, given one by one or with commas between."""
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple):
        return []
    names = [name for item in listed if isinstance(item, str) for name in re.split(r"[,\s]+", item)]
    return [name for name in names if _NAME.match(name) and name not in _NEVER_SHOWN]


def _weighted(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(part for part in value.split() if _WEIGHTED.match(part)) or None


def _counted(value: Any) -> list[str]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple):
        return []
    may_be = facet_fields()
    return [name for name in listed if isinstance(name, str) and name in may_be]


def _number(value: Any, default: int) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return default


_CLEANED: dict[str, Callable[[Any], Any]] = {
    "q": _query,
    "fq": _query,
    "fq_list": _queries,
    "sort": _sort,
    "fl": _shown,
    "qf": _weighted,
    "facet.field": _counted,
}
