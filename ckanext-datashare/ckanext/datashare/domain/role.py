"""Roles in information governance: who answers for what in a body."""

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
    DELEGATED_OFFICER = "delegated_officer"


LABELS: dict[Role, str] = {
    Role.SIRO: "Senior information risk owner (SIRO)",
    Role.CIO: "Chief information officer (CIO)",
    Role.DPO: "Data protection officer (DPO)",
    Role.IAO: "Information asset owner (IAO)",
    Role.IG_LEAD: "Information governance lead (IG lead)",
    Role.CALDICOTT_GUARDIAN: "Caldicott Guardian",
    Role.LEGAL_LEAD: "Legal lead",
    Role.BUSINESS_LEAD: "Business or service lead",
    Role.INTERNAL_AUDIT: "Internal audit",
    Role.DELEGATED_OFFICER: "Delegated officer",
}

# Who may speak for a party: join or leave an agreement, refuse it, waive the notice period.
DECIDERS = (Role.IG_LEAD, Role.DPO, Role.SIRO, Role.IAO)
# Who may review an agreement of their own body, beside its administrators.
REVIEWERS = (Role.IG_LEAD, Role.DPO)
# Who answers for the risk of sharing, and may end it.
ACCOUNTABLE = (Role.SIRO, Role.IAO)
# Who may stop the sharing and let it go on again.
GUARDIANS = (Role.DPO, Role.SIRO, Role.IAO)
# Who signs for a body: who answers for its risk, or whoever that person delegated it to.
SIGNATORIES = (*ACCOUNTABLE, Role.DELEGATED_OFFICER)
