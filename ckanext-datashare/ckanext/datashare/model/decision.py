"""What people said about an agreement before it was signed; insert-only."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.decision import Kind


class Decision(tk.BaseModel):
    """One thing said for a body, in a role of its speaker's; ``frozen_id`` where it was frozen."""

    __tablename__ = "datashare_decision"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    package_id: Mapped[str] = mapped_column(sa.Text)
    frozen_id: Mapped[str | None] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    body_id: Mapped[str] = mapped_column(sa.Text)
    role: Mapped[str] = mapped_column(sa.Text)
    outcome: Mapped[str | None] = mapped_column(sa.Text)
    text: Mapped[str | None] = mapped_column(sa.Text)
    in_reply_to: Mapped[str | None] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))

    @classmethod
    def of(cls, package_id: str) -> list[Decision]:
        """Return what was said about one version, in the order it was said."""
        query = sa.select(cls).where(cls.package_id == package_id).order_by(cls.at, cls.id)
        return list(model.Session.scalars(query))

    @classmethod
    def get(cls, decision_id: str, *, package_id: str) -> Decision | None:
        """Return one thing said about that version, nothing of another's."""
        query = sa.select(cls).where(cls.id == decision_id, cls.package_id == package_id)
        row: Decision | None = model.Session.scalars(query).one_or_none()
        return row

    @property
    def what(self) -> Kind:
        """Return what was said."""
        return Kind(self.kind)
