"""Tables of the audit log: events, leaves of the tree over them, signed checkpoints.

All three are insert-only, by trigger and by grants. Rows are added by ``audit/record.py`` and
``audit/sealer.py`` alone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import sqlalchemy as sa
from ckan.plugins import toolkit as tk
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

_Moment = sa.DateTime(timezone=True)


class TransactionId(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction id, which never wraps around."""

    cache_ok = True

    def get_col_spec(self, **_kw: Any) -> str:
        """Return the name of the type in SQL."""
        return "xid8"


class Event(tk.BaseModel):
    """A recorded event: its columns, and the bytes that were hashed."""

    __tablename__ = "datashare_event"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    at: Mapped[datetime] = mapped_column(_Moment)
    actor: Mapped[str] = mapped_column(sa.Text)
    actor_salt: Mapped[bytes] = mapped_column(sa.LargeBinary)
    actor_body: Mapped[str | None] = mapped_column(sa.Text)
    action: Mapped[str] = mapped_column(sa.Text)
    subject_type: Mapped[str] = mapped_column(sa.Text)
    subject_id: Mapped[str] = mapped_column(sa.Text)
    agreement_reference: Mapped[str | None] = mapped_column(sa.Text)
    agreement_version: Mapped[int | None] = mapped_column(sa.Integer)
    purpose: Mapped[str | None] = mapped_column(sa.Text)
    facts: Mapped[dict[str, Any]] = mapped_column(postgresql.JSONB)
    canonical: Mapped[bytes] = mapped_column(sa.LargeBinary)
    leaf_hash: Mapped[bytes] = mapped_column(sa.LargeBinary)
    transaction: Mapped[int] = mapped_column(
        TransactionId, server_default=sa.text("pg_current_xact_id()")
    )

    @classmethod
    def get(cls, event_id: str) -> Event | None:
        """Return one event."""
        row: Event | None = model.Session.get(cls, event_id)
        return row


class Leaf(tk.BaseModel):
    """The place of an event in the tree, and its hash as it was sealed."""

    __tablename__ = "datashare_leaf"

    leaf_index: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[str] = mapped_column(sa.Text, unique=True)
    leaf_hash: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Checkpoint(tk.BaseModel):
    """A signed size and root of the tree, with what the sealer needs to go on from there."""

    __tablename__ = "datashare_checkpoint"

    size: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(sa.LargeBinary)
    note: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(_Moment)
    frontier: Mapped[bytes] = mapped_column(sa.LargeBinary)
    horizon: Mapped[int] = mapped_column(TransactionId)
