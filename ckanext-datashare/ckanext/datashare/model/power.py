"""Which agreements rest on which legal power."""

from __future__ import annotations

import sqlalchemy as sa
from ckan.plugins import toolkit as tk
from sqlalchemy.orm import Mapped, mapped_column


class Power(tk.BaseModel):
    """One power of one version; all content."""

    __tablename__ = "datashare_power"

    package_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    power: Mapped[str] = mapped_column(sa.Text, primary_key=True)
