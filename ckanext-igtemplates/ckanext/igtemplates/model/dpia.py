"""Where impact assessments stand, and the decisions about them."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.dpia import Decided, Kind, State

_Moment = sa.DateTime(timezone=True)


class Dpia(tk.BaseModel):
    """Where one assessment stands, and when it was last sent to the officer."""

    __tablename__ = "igtemplates_dpia"

    package_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    status: Mapped[str] = mapped_column(sa.Text, default=State.DRAFT.value)
    since: Mapped[datetime] = mapped_column(_Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(_Moment)
    submitted_by: Mapped[str | None] = mapped_column(sa.Text)

    @classmethod
    def get(cls, package_id: str, *, lock: bool = False) -> Dpia | None:
        """Return the row of an assessment; with ``lock`` nobody else can move it meanwhile."""
        query = sa.select(cls).where(cls.package_id == package_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        row: Dpia | None = model.Session.scalars(query).one_or_none()
        return row

    @property
    def state(self) -> State:
        """Return the stored state."""
        return State(self.status)


class DpiaDecision(tk.BaseModel):
    """One decision, advice or view about an assessment, by a role. Never changed."""

    __tablename__ = "igtemplates_dpia_decision"

    position: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    package_id: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    role: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text, default="")
    body_id: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(_Moment)

    @classmethod
    def of(cls, package_id: str) -> list[DpiaDecision]:
        """Return what was decided about an assessment, the oldest first."""
        query = sa.select(cls).where(cls.package_id == package_id).order_by(cls.position)
        return list(model.Session.scalars(query))

    @property
    def decided(self) -> Decided:
        """Return the decision as the rules see it."""
        return Decided(Kind(self.kind), self.at)
