"""Who is told what of an impact assessment, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import ckan.model as model
from ckanext.datashare.shared import bodies, notify

from . import offices
from .domain.dpia import State
from .domain.role import Role
from .model.dpia import Dpia
from .project_type import partners

_ASKED = (Role.IG_LEAD, Role.DPO)
_ANSWERABLE = (Role.SIRO, Role.IAO)


def submitted(package: model.Package, row: Dpia, *, at: datetime) -> None:
    """Tell the controller's officer, or the partners' people."""
    if row.state is State.DPO_REVIEW:
        officers = offices.people(package.owner_org, (Role.DPO,), at=at)
        _tell("dpia:submitted", officers, package, at=at)
        return
    for body in sorted(partners(package) - {package.owner_org}):
        people = offices.people(body, _ASKED, at=at)
        _tell("dpia:shared", people, package, at=at, body=bodies.title(body))


def advised(package: model.Package, *, at: datetime) -> None:
    """Tell those who answer for the risk."""
    _tell("dpia:advised", offices.people(package.owner_org, _ANSWERABLE, at=at), package, at=at)


def returned(package: model.Package, row: Dpia, *, at: datetime) -> None:
    """Tell whoever sent it."""
    _tell("dpia:returned", _sender(package, row), package, at=at)


def signed(package: model.Package, row: Dpia, *, at: datetime) -> None:
    """Tell whoever sent it."""
    _tell("dpia:signed", _sender(package, row), package, at=at)


def _sender(package: model.Package, row: Dpia) -> list[str]:
    return [row.submitted_by or package.creator_user_id]


def _tell(
    template: str, people: Iterable[str], package: model.Package, *, at: datetime, **facts: str
) -> None:
    notify(
        template,
        people,
        about=("dpia", package.id),
        key=f"{template}/{package.id}/{facts.get('body', '')}/{at.isoformat()}",
        at=at,
        lead=bodies.title(package.owner_org),
        **facts,
    )
