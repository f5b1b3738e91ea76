"""The published versions of each template; none ever changes."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckan.model.types import make_uuid
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column


class TemplateVersion(tk.BaseModel):
    """One version. ``definition`` is its canonical JSON, ``written`` the file it came in."""

    __tablename__ = "igtemplates_template_version"

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True, default=make_uuid)
    package_id: Mapped[str] = mapped_column(sa.Text)
    template_id: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column(sa.Integer)
    definition: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sha256: Mapped[str] = mapped_column(sa.Text)
    written: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    created_by: Mapped[str] = mapped_column(sa.Text)

    @classmethod
    def find(cls, template: str, version: int | None = None) -> TemplateVersion | None:
        """Return a version of the template with this id, by default the highest."""
        query = sa.select(cls).where(cls.template_id == template)
        if version is not None:
            query = query.where(cls.version == version)
        found: TemplateVersion | None = model.Session.scalars(
            query.order_by(cls.version.desc()).limit(1)
        ).first()
        return found

    @classmethod
    def of(cls, template: str) -> list[TemplateVersion]:
        """Return all versions of a template, the newest first."""
        query = sa.select(cls).where(cls.template_id == template).order_by(cls.version.desc())
        return list(model.Session.scalars(query))

    @classmethod
    def current(cls) -> list[tuple[str, int]]:
        """Return id and highest version of each template, by id."""
        query = (
            sa.select(cls.template_id, sa.func.max(cls.version))
            .group_by(cls.template_id)
            .order_by(cls.template_id)
        )
        return [(key, version) for key, version in model.Session.execute(query)]
