"""Records of processing activities, as they follow from agreements."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import records
from ..schema import ropa as schema

__all__ = ["igtemplates_ropa_list"]


@tk.side_effect_free
@tk.validate_action_data(schema.ropa_list)
def igtemplates_ropa_list(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """List what has to be recorded under UK GDPR Article 30: of an agreement, or of a body.

    Who: everyone for registered agreements that are public; members of its bodies for the others.
    Event: none, nothing is written.

    :param id: id, name or reference of an agreement: an entry for each party
    :param body: instead, id or name of a body: its own entry in each registered agreement
    :param limit: of how many agreements, at most 100 (optional, default 100)
    :param offset: how many agreements to pass over (optional, default 0)
    :returns: ``count`` (agreements), and ``entries``: a list of ``{agreement, reference, version,
        body, title, kind, columns}``; ``kind`` is controller (Article 30(1)) or processor (30(2)),
        ``columns`` a list of ``{id, label, law, text}``
    :raises ckan.logic.NotFound: when the agreement or body is missing or may not be known of
    """
    tk.check_access("igtemplates_ropa_list", context, data_dict)
    id, body = data_dict.get("id"), data_dict.get("body")
    if bool(id) == bool(body):
        raise tk.ValidationError({"id": [tk._("Give an agreement or a body.")]})
    if id:
        agreement = _shown(context, str(id))
        return {"count": 1, "entries": _entries(context, agreement)}
    organization = tk.get_action("organization_show")(
        _asking(context), {"id": body, "include_datasets": False, "include_users": False}
    )
    found = tk.get_action("package_search")(
        _asking(context),
        {
            "fq_list": [f'ds_body:"{organization["id"]}"', "dataset_type:agreement"],
            "fq": "+ds_reference:[* TO *] -ds_status:(draft OR review OR agreed OR signing)",
            "include_private": True,
            "sort": "ds_reference asc",
            "rows": min(data_dict["limit"], schema.MOST),
            "start": data_dict["offset"],
        },
    )
    entries = [
        entry
        for one in found["results"]
        for entry in _entries(context, _shown(context, one["id"]), only=organization["id"])
    ]
    return {"count": found["count"], "entries": entries}


def _shown(context: Any, id: str) -> dict[str, Any]:
    """Return the agreement as the caller may see it.

    :raises ckan.logic.NotFound: for anything else, alike
    """
    try:
        agreement: dict[str, Any] = tk.get_action("package_show")(_asking(context), {"id": id})
    except tk.NotAuthorized as error:
        raise tk.ObjectNotFound(tk._("Agreement was not found.")) from error
    if agreement["type"] != "agreement":
        raise tk.ObjectNotFound(tk._("Agreement was not found."))
    return agreement


def _entries(context: Any, agreement: dict[str, Any], *, only: str = "") -> list[dict[str, Any]]:
    told = {
        "agreement": agreement["id"],
        "reference": agreement.get("reference"),
        "version": agreement.get("version"),
    }
    withheld = tk.get_action("datashare_part_list")(_asking(context), {"id": agreement["id"]})
    return [
        {**told, **records.as_data(entry)}
        for entry in records.Records(agreement, withheld).entries
        if only in ("", entry.place.id)
    ]


def _asking(context: Any) -> dict[str, Any]:
    return {"user": context.get("user"), "auth_user_obj": context.get("auth_user_obj")}
