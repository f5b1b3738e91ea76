"""Who may do what with second factors: everybody with their own; admins only remove."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan.types import AuthResult

__all__ = [
    "datashare_second_factor_confirm",
    "datashare_second_factor_enrol",
    "datashare_second_factor_remove",
    "datashare_second_factor_show",
    "datashare_second_factor_start",
]


def datashare_second_factor_show(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever has signed in, their own; CKAN itself turns away those who have not."""
    return {"success": True}


def datashare_second_factor_start(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever has signed in; the action asks for a browser session."""
    return {"success": True}


def datashare_second_factor_enrol(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever has signed in; the action asks for a browser session."""
    return {"success": True}


def datashare_second_factor_confirm(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever has signed in; the action asks for a browser session."""
    return {"success": True}


def datashare_second_factor_remove(context: Any, data_dict: dict[str, Any]) -> AuthResult:
    """Allow: the person, an administrator of a body of theirs, and sysadmins."""
    user = context["auth_user_obj"]
    if user.sysadmin or data_dict["user"] == user.id or _administers(user.id, data_dict["user"]):
        return {"success": True}
    return {"success": False, "msg": tk._("This needs an administrator of the person's body.")}


def _administers(admin: str, person: str) -> bool:
    """Return whether one administers a body that the other belongs to."""
    mine = sa.select(model.Member.group_id).where(
        model.Member.table_name == "user",
        model.Member.table_id == admin,
        model.Member.capacity == "admin",
        model.Member.state == "active",
    )
    both = (
        sa.select(model.Member.id)
        .join(model.Group, model.Group.id == model.Member.group_id)
        .where(
            model.Member.table_name == "user",
            model.Member.table_id == person,
            model.Member.state == "active",
            model.Member.group_id.in_(mine),
            model.Group.is_organization.is_(True),
            model.Group.state == "active",
        )
    )
    return model.Session.scalars(both.limit(1)).first() is not None
