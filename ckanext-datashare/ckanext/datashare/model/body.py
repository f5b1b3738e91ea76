"""What else a body is called, and the codes that others know it by."""

from __future__ import annotations

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column


class BodyName(tk.BaseModel):
    """One more name of a body; ``normalised`` is the name without its spelling, and unique."""

    __tablename__ = "datashare_body_name"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    body_id: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text)
    normalised: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text, default="alias")

    @classmethod
    def of(cls, body: str) -> list[BodyName]:
        """Return the other names of a body."""
        query = sa.select(cls).where(cls.body_id == body).order_by(cls.name)
        return list(model.Session.scalars(query))

    @classmethod
    def get(cls, normalised: str) -> BodyName | None:
        """Return the one row of a name."""
        query = sa.select(cls).where(cls.normalised == normalised)
        row: BodyName | None = model.Session.scalars(query).one_or_none()
        return row


class BodyIdentifier(tk.BaseModel):
    """One code of a body, made from its organization's fields; unique in its scheme."""

    __tablename__ = "datashare_body_identifier"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    body_id: Mapped[str] = mapped_column(sa.Text)
    scheme: Mapped[str] = mapped_column(sa.Text)
    value: Mapped[str] = mapped_column(sa.Text)

    @classmethod
    def of(cls, body: str) -> list[BodyIdentifier]:
        """Return the codes of a body."""
        return list(model.Session.scalars(sa.select(cls).where(cls.body_id == body)))

    @classmethod
    def get(cls, scheme: str, value: str) -> BodyIdentifier | None:
        """Return the one row of a code."""
        query = sa.select(cls).where(cls.scheme == scheme, cls.value == value)
        row: BodyIdentifier | None = model.Session.scalars(query).one_or_none()
        return row
