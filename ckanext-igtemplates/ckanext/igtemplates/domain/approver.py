"""Who approves a template for a body: those who answer for its information governance."""

from __future__ import annotations

from datetime import date
from enum import Enum


class Approver(str, Enum):
    """A role that may approve; the values are the register's roles."""

    IG_LEAD = "ig_lead"
    DPO = "dpo"
    SIRO = "siro"


APPROVERS = tuple(Approver)


def stands(*, expires: date | None, today: date) -> bool:
    """Return whether an approval that was given counts on a day; its last day counts."""
    return expires is None or today <= expires
