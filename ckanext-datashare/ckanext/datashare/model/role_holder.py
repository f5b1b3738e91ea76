"""Who holds which role for which body, and since when."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.role import Role

_Moment = sa.DateTime(timezone=True)


class RoleHolder(tk.BaseModel):
    """One holding of one role; ended by ``valid_until``, never deleted."""

    __tablename__ = "datashare_role_holder"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    body_id: Mapped[str] = mapped_column(sa.Text)
    user_id: Mapped[str] = mapped_column(sa.Text)
    role: Mapped[str] = mapped_column(sa.Text)
    valid_from: Mapped[datetime] = mapped_column(_Moment)
    valid_until: Mapped[datetime | None] = mapped_column(_Moment)
    granted_by: Mapped[str] = mapped_column(sa.Text)
    granted_at: Mapped[datetime] = mapped_column(_Moment)
    confirmed_by: Mapped[str | None] = mapped_column(sa.Text)
    confirmed_at: Mapped[datetime | None] = mapped_column(_Moment)
    revoked_by: Mapped[str | None] = mapped_column(sa.Text)

    @classmethod
    def holders(cls, body: str, role: str, at: datetime) -> list[str]:
        """Return the ids of active users who hold a confirmed role at ``at``."""
        query = (
            sa.select(cls.user_id)
            .join(model.User, model.User.id == cls.user_id)
            .where(
                cls.body_id == body,
                cls.role == role,
                cls.confirmed_at.is_not(None),
                cls.valid_from <= at,
                sa.or_(cls.valid_until.is_(None), cls.valid_until > at),
                model.User.state == "active",
            )
            .order_by(cls.user_id)
        )
        return list(model.Session.scalars(query))

    @classmethod
    def held(cls, user: str, at: datetime) -> list[tuple[str, Role]]:
        """Return the confirmed roles of a user at ``at``, by body id."""
        query = sa.select(cls.body_id, cls.role).where(
            cls.user_id == user,
            cls.confirmed_at.is_not(None),
            cls.valid_from <= at,
            sa.or_(cls.valid_until.is_(None), cls.valid_until > at),
        )
        return [(body, Role(role)) for body, role in model.Session.execute(query)]

    @classmethod
    def open(cls, body: str, user: str, role: str) -> RoleHolder | None:
        """Return the holding that has not ended, confirmed or not, locked."""
        query = (
            sa.select(cls)
            .where(
                cls.body_id == body,
                cls.user_id == user,
                cls.role == role,
                cls.valid_until.is_(None) | (cls.valid_until > sa.func.now()),
            )
            .with_for_update()
        )
        row: RoleHolder | None = model.Session.scalars(query).first()
        return row

    @classmethod
    def of_body(cls, body: str, at: datetime) -> list[RoleHolder]:
        """Return a body's holdings that have not ended at ``at``, confirmed or not."""
        query = (
            sa.select(cls)
            .where(cls.body_id == body, sa.or_(cls.valid_until.is_(None), cls.valid_until > at))
            .order_by(cls.role, cls.granted_at)
        )
        return list(model.Session.scalars(query))


def admins(body: str) -> list[str]:
    """Return the ids of a body's own active administrators."""
    query = (
        sa.select(model.Member.table_id)
        .join(model.User, model.User.id == model.Member.table_id)
        .where(
            model.Member.group_id == body,
            model.Member.table_name == "user",
            model.Member.capacity == "admin",
            model.Member.state == "active",
            model.User.state == "active",
        )
    )
    return sorted(model.Session.scalars(query))
