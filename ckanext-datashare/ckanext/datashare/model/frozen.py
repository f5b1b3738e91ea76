"""Texts as they are signed, with their parts; insert-only."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.frozen import Part


class Frozen(tk.BaseModel):
    """One frozen text; ``rule`` says whose signatures it needs, ``root`` covers its parts."""

    __tablename__ = "datashare_frozen"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    package_id: Mapped[str] = mapped_column(sa.Text)
    reference: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int]
    root: Mapped[bytes] = mapped_column(sa.LargeBinary)
    rule: Mapped[str] = mapped_column(sa.Text)
    pdf: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    pdf_sha256: Mapped[str] = mapped_column(sa.Text)
    frozen_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    frozen_by: Mapped[str] = mapped_column(sa.Text)

    @classmethod
    def get(cls, frozen_id: str | None) -> Frozen | None:
        """Return a frozen text by its id."""
        row: Frozen | None = model.Session.get(cls, frozen_id) if frozen_id else None
        return row


class FrozenPart(tk.BaseModel):
    """One part of a frozen text, with the value that its hash stands for."""

    __tablename__ = "datashare_frozen_part"

    frozen_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(sa.Text)
    value: Mapped[str] = mapped_column(sa.Text)
    salt: Mapped[bytes] = mapped_column(sa.LargeBinary)
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary)

    @classmethod
    def of(cls, frozen_id: str) -> list[Part]:
        """Return the parts of a frozen text in their order."""
        query = sa.select(cls).where(cls.frozen_id == frozen_id).order_by(cls.position)
        return [Part(row.path, row.value, row.salt) for row in model.Session.scalars(query)]

    @classmethod
    def count(cls, frozen_id: str) -> int:
        """Return how many parts a frozen text has."""
        query = sa.select(sa.func.count()).where(cls.frozen_id == frozen_id)
        return int(model.Session.execute(query).scalar_one())
