"""Roles that sign count again only once another administrator confirmed them.

Whoever sets somebody's password or removes their second factor could sign in their place (design
rule 7); so what was granted to the person is as if this one had granted it now.
"""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa

from . import announce
from .domain.role import SIGNATORIES
from .model.role_holder import RoleHolder


def roles(user: str, *, by: str, at: datetime) -> list[str]:
    """Take the confirmation from a person's roles that sign; tell the bodies' administrators.

    Never commits and leaves no event: the caller's names them.

    :param by: who changed the credentials; confirming is for somebody else
    :returns: the roles, ``<body id>/<role>`` each
    """
    query = (
        sa.select(RoleHolder)
        .where(
            RoleHolder.user_id == user,
            RoleHolder.role.in_([role.value for role in SIGNATORIES]),
            RoleHolder.confirmed_at.is_not(None),
            sa.or_(RoleHolder.valid_until.is_(None), RoleHolder.valid_until > at),
        )
        .order_by(RoleHolder.body_id, RoleHolder.role)
        .with_for_update()
    )
    holdings = list(model.Session.scalars(query))
    for holding in holdings:
        holding.confirmed_by = holding.confirmed_at = None
        holding.granted_by, holding.granted_at = by, at
        announce.role_moved(holding, "reconfirm", at=at)
    model.Session.flush()
    return [f"{holding.body_id}/{holding.role}" for holding in holdings]
