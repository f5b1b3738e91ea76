"""What stays of an agreement that was taken down: reference, reason, date, and no content."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...domain.reference import parse, parse_name
from ...domain.state import State
from ...model.agreement import Agreement
from ..schema import agreement as schema
from .agreement import validated

__all__ = ["datashare_tombstone_show"]


@tk.side_effect_free
def datashare_tombstone_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show what stays of an agreement that was public and was taken down.

    Who: everyone; what was never public has no tombstone. Event: none, nothing is written.

    :param id: reference of the agreement, or the dataset name of one of its versions
    :returns: ``{reference, version, taken_down_at, reason}``
    :raises ckan.logic.NotFound: for everything else
    """
    data = validated(schema.agreement_id(), context, data_dict)
    tk.check_access("datashare_tombstone_show", context, data)
    row = _row(data["id"])
    if row is None or row.state is not State.TAKEN_DOWN or row.partners_only_reason:
        raise tk.ObjectNotFound(tk._("Agreement was not found."))
    return {
        "reference": row.reference,
        "version": row.version,
        "taken_down_at": row.status_since.isoformat(),
        "reason": row.status_reason,
    }


def _row(asked: str) -> Agreement | None:
    reference = parse(asked)
    if reference is not None:
        return Agreement.latest(reference)
    named = parse_name(asked.lower())
    return Agreement.version_of(*named) if named is not None else None
