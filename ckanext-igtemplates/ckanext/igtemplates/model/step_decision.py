"""Decisions about the steps of projects."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column


class StepDecision(tk.BaseModel):
    """One decision about one step, by a role of the lead body. Never changed."""

    __tablename__ = "igtemplates_step_decision"

    position: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    package_id: Mapped[str] = mapped_column(sa.Text)
    step: Mapped[int] = mapped_column(sa.Integer)
    outcome: Mapped[str] = mapped_column(sa.Text)
    role: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    body_id: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))

    @classmethod
    def of(cls, package_id: str) -> list[StepDecision]:
        """Return the decisions about a project, the oldest first."""
        query = sa.select(cls).where(cls.package_id == package_id).order_by(cls.position)
        return list(model.Session.scalars(query))
