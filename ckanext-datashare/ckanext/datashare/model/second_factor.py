"""A person's second factor: the sealed secret, the last step used, and recovery codes by hash."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column

from .event import Event

_Moment = sa.DateTime(timezone=True)
_LOCK = sa.text(
    "SELECT pg_advisory_xact_lock(hashtextextended('datashare second factor ' || :user, 0))"
)


class SecondFactor(tk.BaseModel):
    """What one person enrolled, and what waits to be: both may be there while one renews."""

    __tablename__ = "datashare_second_factor"

    user_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    sealed: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    enrolled_at: Mapped[datetime | None] = mapped_column(_Moment)
    last_step: Mapped[int | None] = mapped_column(sa.BigInteger)
    offered: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    offered_at: Mapped[datetime | None] = mapped_column(_Moment)

    @classmethod
    def of(cls, user: str) -> SecondFactor | None:
        """Return a person's row as it stands in the database now, enrolled or only offered."""
        query = sa.select(cls).where(cls.user_id == user)
        fresh = query.execution_options(populate_existing=True)
        row: SecondFactor | None = model.Session.scalars(fresh).first()
        return row


class RecoveryCode(tk.BaseModel):
    """One recovery code by its keyed hash; used once."""

    __tablename__ = "datashare_recovery_code"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    user_id: Mapped[str] = mapped_column(sa.Text)
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary)
    used_at: Mapped[datetime | None] = mapped_column(_Moment)

    @classmethod
    def unused(cls, user: str) -> int:
        """Return how many codes a person has left."""
        query = sa.select(sa.func.count()).where(cls.user_id == user, cls.used_at.is_(None))
        return int(model.Session.scalar(query) or 0)

    @classmethod
    def use(cls, user: str, hash: bytes, at: datetime) -> bool:
        """Mark a code as used; return whether it was there and unused. Never commits."""
        query = (
            sa.update(cls)
            .where(cls.user_id == user, cls.hash == hash, cls.used_at.is_(None))
            .values(used_at=at)
        )
        return bool(model.Session.execute(query).rowcount)


def lock(user: str) -> None:
    """Let one attempt of a person come after the other, to the end of the transaction."""
    model.Session.execute(_LOCK, {"user": user})


def failures(user: str, *, since: datetime) -> int:
    """Return how many attempts of a person were refused after ``since``: the log counts them."""
    query = sa.select(sa.func.count()).where(
        Event.subject_id == user,
        Event.at > since,
        Event.action == "second_factor:code:refused",
    )
    return int(model.Session.scalar(query) or 0)


def clear(user: str) -> None:
    """Remove all that a person enrolled. Never commits."""
    for table in (RecoveryCode, SecondFactor):
        model.Session.execute(sa.delete(table).where(table.user_id == user))
