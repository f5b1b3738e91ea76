"""Who writes for a body: its own editors and administrators."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import actor, clock


def writes(context: Any, *, body: str) -> bool:
    """Return whether the caller is an editor or administrator of a body."""
    user = context.get("auth_user_obj") or model.User.get(context.get("user") or "")
    return bool(actor(user, at=clock.now()).has_capacity(body, "editor", "admin"))


def answer(context: Any, *, body: str) -> dict[str, Any]:
    """Return the same as CKAN wants it."""
    if writes(context, body=body):
        return {"success": True}
    return {"success": False, "msg": refusal()}


def require(context: Any, *, body: str) -> None:
    """Refuse whoever does not write for the body.

    :raises ckan.logic.NotAuthorized: saying who may
    """
    if not writes(context, body=body):
        raise tk.NotAuthorized(refusal())


def refusal() -> str:
    """Return why somebody else may not."""
    return str(tk._("This needs an editor of the lead organisation."))
