"""The roles that take part in projects and assessments; the values are the register's roles."""

from __future__ import annotations

from enum import Enum


class Role(str, Enum):
    """A role that London's governance process names (LOTI, GLA and IGfL, 2020)."""

    SIRO = "siro"
    CIO = "cio"
    DPO = "dpo"
    IAO = "iao"
    IG_LEAD = "ig_lead"
    CALDICOTT_GUARDIAN = "caldicott_guardian"
    LEGAL_LEAD = "legal_lead"
    BUSINESS_LEAD = "business_lead"
    INTERNAL_AUDIT = "internal_audit"
