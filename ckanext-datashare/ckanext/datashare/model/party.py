"""A body's place in one agreement."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.party import PartyState

_Moment = sa.DateTime(timezone=True)


class Party(tk.BaseModel):
    """One party row: ``role`` to ``receives`` are content, the rest is life cycle."""

    __tablename__ = "datashare_party"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    package_id: Mapped[str] = mapped_column(sa.Text)
    body_id: Mapped[str] = mapped_column(sa.Text)
    position: Mapped[int]
    role: Mapped[str | None] = mapped_column(sa.Text)
    discloses: Mapped[bool | None]
    receives: Mapped[bool | None]
    status: Mapped[str] = mapped_column(sa.Text, default=PartyState.NAMED.value)
    invited_at: Mapped[datetime | None] = mapped_column(_Moment)
    notice_waived_at: Mapped[datetime | None] = mapped_column(_Moment)
    notice_waived_by: Mapped[str | None] = mapped_column(sa.Text)
    joined_at: Mapped[datetime | None] = mapped_column(_Moment)
    left_at: Mapped[datetime | None] = mapped_column(_Moment)
    left_reason: Mapped[str | None] = mapped_column(sa.Text)
    suspended_at: Mapped[datetime | None] = mapped_column(_Moment)
    suspended_reason: Mapped[str | None] = mapped_column(sa.Text)

    @classmethod
    def of(cls, package_id: str) -> list[Party]:
        """Return the parties of one version, in the order of its text."""
        query = sa.select(cls).where(cls.package_id == package_id).order_by(cls.position)
        return list(model.Session.scalars(query))

    @classmethod
    def get(cls, package_id: str, *, body: str) -> Party | None:
        """Return a body's place in one version, locked against a second hand."""
        query = (
            sa.select(cls)
            .where(cls.package_id == package_id, cls.body_id == body)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        row: Party | None = model.Session.scalars(query).one_or_none()
        return row

    @property
    def is_suspended(self) -> bool:
        """Return whether the body has paused its own part."""
        return self.suspended_at is not None

    @property
    def state(self) -> PartyState:
        """Return how far the body has come."""
        return PartyState(self.status)
