"""Who may do what: role holders."""

from __future__ import annotations

from datetime import datetime

from .domain.role import Role
from .model.role_holder import RoleHolder


def role_holders(body: str, role: Role, at: datetime) -> list[str]:
    """Return the ids of users who hold a role for a body at ``at``, confirmed."""
    return RoleHolder.holders(body, role.value, at)
