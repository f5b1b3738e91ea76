"""What the sibling extensions may import: the register's functions, and nothing deeper."""

from __future__ import annotations

from . import bodies, clock, form, london, schemas, vocabulary
from .access import actor, decide, require, role_holders
from .agreements import find as agreement
from .agreements import readable, readable_dataset
from .audit.record import record
from .content import actor as actor_id
from .content import of as content_of
from .domain.completeness import Gap
from .domain.event import EventType
from .domain.notice import NoticeType
from .domain.role import LABELS as ROLE_LABELS
from .domain.role import Role
from .domain.working_day import add_working_days
from .guard.addresses import NOTHING, Addresses, Kind, at
from .kinds import united
from .migration.datashare.grants import evidence, grant
from .model.party import Party
from .outbox.queue import notify
from .signed_text import SignedText
from .signed_text import of as signed_text
from .unit_of_work import unit_of_work
from .views import answer, posted

__all__ = [
    "NOTHING",
    "ROLE_LABELS",
    "Addresses",
    "EventType",
    "Gap",
    "Kind",
    "NoticeType",
    "Party",
    "Role",
    "SignedText",
    "actor",
    "actor_id",
    "add_working_days",
    "agreement",
    "answer",
    "at",
    "bodies",
    "clock",
    "content_of",
    "decide",
    "evidence",
    "form",
    "grant",
    "london",
    "notify",
    "parties",
    "posted",
    "readable",
    "readable_dataset",
    "record",
    "require",
    "role_holders",
    "schemas",
    "signed_text",
    "unit_of_work",
    "united",
    "vocabulary",
]


def parties(reference: str) -> list[Party]:
    """Return the parties of a reference's current version, in the order of its text."""
    row = agreement(reference)
    return Party.of(row.package_id) if row is not None else []
