"""Signatures under frozen texts; insert-only."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column


class Signature(tk.BaseModel):
    """One body's signature; ``note`` is the signed statement, ``signer`` the person's id."""

    __tablename__ = "datashare_signature"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    frozen_id: Mapped[str] = mapped_column(sa.Text)
    package_id: Mapped[str] = mapped_column(sa.Text)
    body_id: Mapped[str] = mapped_column(sa.Text)
    role: Mapped[str] = mapped_column(sa.Text)
    signer: Mapped[str] = mapped_column(sa.Text)
    method: Mapped[str] = mapped_column(sa.Text)
    note: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))

    @classmethod
    def under(cls, frozen_id: str | None) -> list[Signature]:
        """Return the signatures under a frozen text, in the order they were given."""
        if not frozen_id:
            return []
        query = sa.select(cls).where(cls.frozen_id == frozen_id).order_by(cls.at, cls.id)
        return list(model.Session.scalars(query))
