"""What the sibling extensions may import: the register's functions, and nothing deeper."""

from __future__ import annotations

from .access import decide, require, role_holders
from .agreements import find as agreement
from .audit.record import record
from .model.party import Party
from .outbox.queue import notify
from .unit_of_work import unit_of_work

__all__ = [
    "agreement",
    "decide",
    "notify",
    "parties",
    "record",
    "require",
    "role_holders",
    "unit_of_work",
]


def parties(reference: str) -> list[Party]:
    """Return the parties of a reference's current version, in the order of its text."""
    row = agreement(reference)
    return Party.of(row.package_id) if row is not None else []
