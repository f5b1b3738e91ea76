"""CKAN's organization actions, chained so that a body's event names who changed it."""

from __future__ import annotations

from typing import Any

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

    :returns: the organization
    """
    body_content.asked(content.actor(context), str(data_dict.get("id") or ""))
    return next_(context, data_dict)
