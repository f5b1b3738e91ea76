"""Who holds which role for which body, and since when."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column

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
