"""Who approved which version of a template; the latest row of a body and role stands."""

from __future__ import annotations

from datetime import date, datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column


class Approval(tk.BaseModel):
    """One approval (``given``) or its withdrawal, by a role of a body. Never changed."""

    __tablename__ = "igtemplates_approval"

    position: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    template_id: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column(sa.Integer)
    body_id: Mapped[str] = mapped_column(sa.Text)
    role: Mapped[str] = mapped_column(sa.Text)
    given: Mapped[bool] = mapped_column(sa.Boolean)
    expires: Mapped[date | None] = mapped_column(sa.Date)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    by: Mapped[str] = mapped_column(sa.Text)

    @classmethod
    def standing(cls, template: str, version: int | None = None) -> list[Approval]:
        """Return the approvals that stand, expired ones too, the newest version first."""
        latest = (
            sa.select(cls)
            .where(cls.template_id == template)
            .distinct(cls.version, cls.body_id, cls.role)
            .order_by(cls.version, cls.body_id, cls.role, cls.position.desc())
        )
        if version is not None:
            latest = latest.where(cls.version == version)
        rows = [row for row in model.Session.scalars(latest) if row.given]
        return sorted(rows, key=lambda row: (-row.version, row.position))
