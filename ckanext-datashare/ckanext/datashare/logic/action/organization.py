"""CKAN's organization actions, chained so that a body's event names who changed it."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import body_content, content

__all__ = ["organization_create", "organization_update"]


@tk.chained_action
def organization_create(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Create a body. Who: as CKAN says. Event: ``body:content:created``.

    :returns: the organization
    """
    body_content.asked(content.actor(context))
    return next_(context, data_dict)


@tk.chained_action
def organization_update(next_: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Change a body. Who: its administrators. Event: ``body:content:changed``, if anything did.

    Whether a body is confirmed is for ``datashare_body_confirm``; another value is refused.

    :returns: the organization
    """
    tk.check_access("organization_update", context, data_dict)
    group = model.Group.get(str(data_dict.get("id") or ""))
    if group is not None and "confirmed" in data_dict:
        stored = (group.extras or {}).get("confirmed") or ""
        if (data_dict["confirmed"] or "") != stored:
            sentence = tk._(
                "Whoever runs this site confirms organisations, by an action of its own."
            )
            raise tk.ValidationError({"confirmed": [sentence]})
    body_content.asked(content.actor(context), str(data_dict.get("id") or ""))
    return next_(context, data_dict)
