"""A message that waits to be sent, was sent, or was given up."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

_Moment = sa.DateTime(timezone=True)


class Status(str, Enum):
    """How far a message has come; each ends sent or parked."""

    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"


class Outbox(tk.BaseModel):
    """One message to one recipient; a digest carries several of them under one Message-ID.

    ``bundle`` is the id of the row that leads the message: its own for a message that leaves by
    itself, none for one that still waits for its digest to be put together.
    """

    __tablename__ = "datashare_outbox"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    key: Mapped[str] = mapped_column(sa.Text)
    channel: Mapped[str] = mapped_column(sa.Text)
    recipient_kind: Mapped[str] = mapped_column(sa.Text)
    recipient: Mapped[str] = mapped_column(sa.Text)
    template: Mapped[str] = mapped_column(sa.Text)
    about_type: Mapped[str] = mapped_column(sa.Text)
    about_id: Mapped[str] = mapped_column(sa.Text)
    facts: Mapped[dict[str, str]] = mapped_column(JSONB)
    digest: Mapped[str | None] = mapped_column(sa.Text)
    bundle: Mapped[str | None] = mapped_column(sa.Text)
    message_id: Mapped[str | None] = mapped_column(sa.Text)
    status: Mapped[str] = mapped_column(sa.Text, default=Status.WAITING.value)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(_Moment)
    due_at: Mapped[datetime] = mapped_column(_Moment)
    sent_at: Mapped[datetime | None] = mapped_column(_Moment)

    @classmethod
    def next_due(cls, at: datetime) -> sa.Select[tuple[Outbox]]:
        """Select the message to send next, locked; one that another sender holds is passed over."""
        return (
            sa.select(cls)
            .where(cls.status == Status.WAITING.value, cls.bundle == cls.id, cls.due_at <= at)
            .order_by(cls.due_at, cls.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )

    @classmethod
    def bundled(cls, lead: str) -> sa.Select[tuple[Outbox]]:
        """Select all rows of the message that the row ``lead`` leads, oldest first."""
        return sa.select(cls).where(cls.bundle == lead).order_by(cls.created_at, cls.id)

    @classmethod
    def loose(cls, at: datetime) -> sa.Select[tuple[Outbox]]:
        """Select the rows whose digest is due but not yet put together, locked."""
        return (
            sa.select(cls)
            .where(cls.status == Status.WAITING.value, cls.bundle.is_(None), cls.due_at <= at)
            .order_by(cls.recipient_kind, cls.recipient, cls.created_at, cls.id)
            .with_for_update(skip_locked=True)
        )
