"""How much a template is relied on: approvals that stand, public agreements written by it."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import sqlalchemy as sa
from ckanext.datashare.shared import london

from .domain.approver import stands
from .model.approval import Approval


def agreements() -> dict[str, int]:
    """Return how many public agreements are written by each template; drafts are not told of."""
    package = model.Package
    template = package.extras["template"].astext
    query = (
        sa.select(template, sa.func.count())
        .where(
            package.type == "agreement",
            package.state == "active",
            package.private.is_(False),
            template.is_not(None),
        )
        .group_by(template)
    )
    return {str(key): int(count) for key, count in model.Session.execute(query)}


def standing(template: str, version: str | None = None, *, at: datetime) -> list[Approval]:
    """Return the approvals that count at ``at``, expired and withdrawn ones left out."""
    found = Approval.standing(template, int(version) if version else None)
    return [row for row in found if stands(expires=row.expires, today=london.day(at))]


def approving_bodies(template: str, version: str, *, at: datetime) -> int:
    """Return how many bodies approve a version at ``at``."""
    return len({row.body_id for row in standing(template, version, at=at)})
