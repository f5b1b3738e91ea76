"""What was decided about keeping parts of a text from the public copy; insert-only."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column


class Withheld(tk.BaseModel):
    """One decision about one part; the latest about a path stands."""

    __tablename__ = "datashare_withheld"

    number: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    package_id: Mapped[str] = mapped_column(sa.Text)
    path: Mapped[str] = mapped_column(sa.Text)
    withheld: Mapped[bool]
    reason: Mapped[str] = mapped_column(sa.Text)
    exemption: Mapped[str | None] = mapped_column(sa.Text)
    public_interest: Mapped[str | None] = mapped_column(sa.Text)
    role: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))

    @classmethod
    def standing(cls, package_id: str) -> dict[str, Withheld]:
        """Return what is withheld now, by path."""
        query = sa.select(cls).where(cls.package_id == package_id).order_by(cls.number)
        latest = {row.path: row for row in model.Session.scalars(query)}
        return {path: row for path, row in latest.items() if row.withheld}
