"""Rows of the register: what must be joined, constrained or found fast."""

from __future__ import annotations

from datetime import date, datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.period import Period
from ..domain.state import OPEN_STATES, Origin, State

_Moment = sa.DateTime(timezone=True)


class Reference(tk.BaseModel):
    """A reference that was given once and is never given again; insert-only."""

    __tablename__ = "datashare_reference"

    reference: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    given_at: Mapped[datetime] = mapped_column(_Moment)


class Agreement(tk.BaseModel):
    """One version of an agreement beside its dataset: life cycle, and a copy of key content.

    ``lead``, ``title``, ``source*`` and the dates are content, made again by
    ``ckan datashare rebuild``; the rest is life cycle, written only by transitions.
    """

    __tablename__ = "datashare_agreement"

    package_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    reference: Mapped[str | None] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column(default=1)
    origin: Mapped[str] = mapped_column(sa.Text)
    status: Mapped[str] = mapped_column(sa.Text, default=State.DRAFT.value)
    status_before: Mapped[str | None] = mapped_column(sa.Text)
    status_reason: Mapped[str | None] = mapped_column(sa.Text)
    status_since: Mapped[datetime] = mapped_column(_Moment)
    lead: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    partners_only_reason: Mapped[str | None] = mapped_column(sa.Text)
    source: Mapped[str | None] = mapped_column(sa.Text)
    source_id: Mapped[str | None] = mapped_column(sa.Text)
    source_version: Mapped[str | None] = mapped_column(sa.Text)
    start_date: Mapped[date | None] = mapped_column(sa.Date)
    end_date: Mapped[date | None] = mapped_column(sa.Date)
    review_date: Mapped[date | None] = mapped_column(sa.Date)
    created_by: Mapped[str] = mapped_column(sa.Text)
    submitted_by: Mapped[str | None] = mapped_column(sa.Text)
    reviewed_by: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(_Moment)
    changed_at: Mapped[datetime] = mapped_column(_Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(_Moment)
    registered_at: Mapped[datetime | None] = mapped_column(_Moment)
    replaces: Mapped[str | None] = mapped_column(sa.Text)
    ends_on: Mapped[date | None] = mapped_column(sa.Date)
    ends_reason: Mapped[str | None] = mapped_column(sa.Text)
    frozen_id: Mapped[str | None] = mapped_column(sa.Text)

    @classmethod
    def get(cls, package_id: str, *, lock: bool = False) -> Agreement | None:
        """Return the row of a dataset; with ``lock`` no other transaction can move it."""
        query = sa.select(cls).where(cls.package_id == package_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        row: Agreement | None = model.Session.scalars(query).one_or_none()
        return row

    @classmethod
    def latest(cls, reference: str) -> Agreement | None:
        """Return the version a reference stands for: the current one, else the newest.

        A version that is not registered yet stands for it only where no other one was.
        """
        current = cls.status.in_([State.REGISTERED.value, State.SUSPENDED.value])
        query = (
            sa.select(cls)
            .where(cls.reference == reference)
            .order_by(current.desc(), cls.registered_at.is_(None), cls.version.desc())
            .limit(1)
        )
        row: Agreement | None = model.Session.scalars(query).one_or_none()
        return row

    @classmethod
    def of_source(cls, source: str, source_id: str) -> Agreement | None:
        """Return the newest version that mirrors an entry of a register elsewhere."""
        query = (
            sa.select(cls)
            .where(cls.source == source, cls.source_id == source_id)
            .order_by(cls.version.desc())
            .limit(1)
        )
        row: Agreement | None = model.Session.scalars(query).one_or_none()
        return row

    @classmethod
    def version_of(cls, reference: str, version: int) -> Agreement | None:
        """Return one version of a reference."""
        query = sa.select(cls).where(cls.reference == reference, cls.version == version)
        row: Agreement | None = model.Session.scalars(query).one_or_none()
        return row

    @classmethod
    def versions(cls, reference: str) -> list[Agreement]:
        """Return all versions of a reference, the newest first."""
        query = sa.select(cls).where(cls.reference == reference).order_by(cls.version.desc())
        return list(model.Session.scalars(query))

    @classmethod
    def successor(cls, package_id: str) -> Agreement | None:
        """Return the version that is being written to take the place of this one."""
        query = sa.select(cls).where(
            cls.replaces == package_id, cls.status.in_([state.value for state in OPEN_STATES])
        )
        row: Agreement | None = model.Session.scalars(query).one_or_none()
        return row

    @property
    def state(self) -> State:
        """Return the stored state."""
        return State(self.status)

    @property
    def kind(self) -> Origin:
        """Return how the agreement came here."""
        return Origin(self.origin)

    @property
    def period(self) -> Period:
        """Return the stated dates; the last day is the planned end where that comes first."""
        days = [day for day in (self.end_date, self.ends_on) if day is not None]
        return Period(self.start_date, min(days, default=None), self.review_date)
