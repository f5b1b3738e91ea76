"""Who speaks for a body when it approves a template."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import ROLE_LABELS, Role, actor, bodies, clock

from .domain.approver import APPROVERS


def holds(context: Any, *, body: str, role: str) -> bool:
    """Return whether the caller holds the role for the body now."""
    user = context.get("auth_user_obj") or model.User.get(context.get("user") or "")
    held = {(at, Role(one).value) for at, one in actor(user, at=clock.now()).roles}
    return (body, role) in held


def require(context: Any, *, body: str, role: str) -> None:
    """Refuse whoever does not hold the role: no other right stands in for it.

    :raises ckan.logic.NotAuthorized: saying who may
    """
    if not holds(context, body=body, role=role):
        raise tk.NotAuthorized(refusal())


def refusal() -> str:
    """Return why somebody else may not."""
    return str(tk._("This needs the holder of that role in the body."))


def places(context: Any) -> list[dict[str, str]]:
    """Return where the caller may approve: ``{value, body, title, role, label}`` each."""
    user = context.get("auth_user_obj") or model.User.get(context.get("user") or "")
    held = [
        (body, Role(role))
        for body, role in actor(user, at=clock.now()).roles
        if Role(role).value in {one.value for one in APPROVERS}
    ]
    cards = bodies.cards({body for body, _role in held})
    found = [
        {
            "value": f"{cards[body]['name']}:{role.value}",
            "body": body,
            "title": cards[body]["title"],
            "role": role.value,
            "label": str(tk._(ROLE_LABELS[role])),
        }
        for body, role in held
        if body in cards
    ]
    return sorted(found, key=lambda one: (one["title"], one["label"]))
