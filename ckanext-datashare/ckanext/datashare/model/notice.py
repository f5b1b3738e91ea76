"""A person's inbox on the site, and how often they want mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from ..domain.delivery import Cadence

_Moment = sa.DateTime(timezone=True)


class Notice(tk.BaseModel):
    """One notice in one person's inbox."""

    __tablename__ = "datashare_notice"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    key: Mapped[str] = mapped_column(sa.Text)
    user_id: Mapped[str] = mapped_column(sa.Text)
    template: Mapped[str] = mapped_column(sa.Text)
    about_type: Mapped[str] = mapped_column(sa.Text)
    about_id: Mapped[str] = mapped_column(sa.Text)
    facts: Mapped[dict[str, str]] = mapped_column(JSONB)
    at: Mapped[datetime] = mapped_column(_Moment)
    read_at: Mapped[datetime | None] = mapped_column(_Moment)

    @classmethod
    def of(cls, user: str, *, unread: bool, limit: int, offset: int) -> list[Notice]:
        """Return a person's notices, the newest first."""
        query = (
            cls._inbox(sa.select(cls), user, unread)
            .order_by(cls.at.desc(), cls.id)
            .limit(limit)
            .offset(offset)
        )
        return list(model.Session.scalars(query))

    @classmethod
    def count(cls, user: str, *, unread: bool) -> int:
        """Return how many notices a person has."""
        query = cls._inbox(sa.select(sa.func.count()).select_from(cls), user, unread)
        return int(model.Session.scalar(query) or 0)

    @classmethod
    def lock(cls, user: str, ids: Iterable[str] | None) -> list[Notice]:
        """Return those of a person's notices that have one of the ``ids``, for change.

        None instead of ids: all that are unread.
        """
        query = sa.select(cls).where(cls.user_id == user).order_by(cls.id).with_for_update()
        query = query.where(cls.read_at.is_(None) if ids is None else cls.id.in_(list(ids)))
        fresh = query.execution_options(populate_existing=True)
        return list(model.Session.scalars(fresh))

    @classmethod
    def _inbox(cls, query: sa.Select, user: str, unread: bool) -> sa.Select:
        query = query.where(cls.user_id == user)
        return query.where(cls.read_at.is_(None)) if unread else query


class NoticePreference(tk.BaseModel):
    """How often one person wants mail of one family of notices."""

    __tablename__ = "datashare_notice_preference"

    user_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    family: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    cadence: Mapped[str] = mapped_column(sa.Text)
    changed_at: Mapped[datetime] = mapped_column(_Moment)

    @classmethod
    def of(cls, user: str) -> dict[str, Cadence]:
        """Return what a person chose, by family."""
        query = sa.select(cls.family, cls.cadence).where(cls.user_id == user)
        return {family: Cadence(chosen) for family, chosen in model.Session.execute(query)}

    @classmethod
    def for_family(
        cls, session: Session, users: Iterable[str], *, family: str
    ) -> dict[str, Cadence]:
        """Return what people chose for one family, by user id."""
        query = sa.select(cls.user_id, cls.cadence).where(
            cls.family == family, cls.user_id.in_(list(users))
        )
        return {user: Cadence(chosen) for user, chosen in session.execute(query)}
