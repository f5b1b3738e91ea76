"""Documents of an agreement: the party-only original, and the public copy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

_Moment = sa.DateTime(timezone=True)


class Document(tk.BaseModel):
    """One document; ``text`` and ``findings`` are what the scan made of it."""

    __tablename__ = "datashare_document"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    package_id: Mapped[str] = mapped_column(sa.Text)
    file_id: Mapped[str | None] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    filename: Mapped[str] = mapped_column(sa.Text)
    mimetype: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.Text)
    size: Mapped[int] = mapped_column(sa.BigInteger)
    pages: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(sa.Text)
    findings: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)
    status: Mapped[str] = mapped_column(sa.Text)
    refused_reason: Mapped[str | None] = mapped_column(sa.Text)
    uploaded_by: Mapped[str] = mapped_column(sa.Text)
    uploaded_at: Mapped[datetime] = mapped_column(_Moment)
    confirmed_by: Mapped[str | None] = mapped_column(sa.Text)
    confirmed_at: Mapped[datetime | None] = mapped_column(_Moment)
    resource_id: Mapped[str | None] = mapped_column(sa.Text)

    @classmethod
    def get(cls, document_id: str) -> Document | None:
        """Return one document as the database has it now."""
        row: Document | None = model.Session.get(cls, document_id, populate_existing=True)
        return row

    @classmethod
    def of(cls, package_id: str) -> list[Document]:
        """Return the documents of one version, the oldest first."""
        query = sa.select(cls).where(cls.package_id == package_id).order_by(cls.uploaded_at)
        return list(model.Session.scalars(query))

    @classmethod
    def public_copy(cls, package_id: str) -> Document | None:
        """Return the confirmed public copy of one version, if there is one."""
        query = sa.select(cls).where(cls.package_id == package_id, cls.kind == "public_copy")
        row: Document | None = model.Session.scalars(query.limit(1)).one_or_none()
        return row

    @classmethod
    def of_file(cls, file_id: str) -> Document | None:
        """Return the document that a file of CKAN holds the bytes of."""
        query = sa.select(cls).where(cls.file_id == file_id)
        row: Document | None = model.Session.scalars(query.limit(1)).one_or_none()
        return row

    @classmethod
    def pending(cls, *, limit: int) -> list[str]:
        """Return the ids of documents that wait for their examination, the oldest first."""
        query = sa.select(cls.id).where(cls.status == "pending")
        return list(model.Session.scalars(query.order_by(cls.uploaded_at).limit(limit)))
