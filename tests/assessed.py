"""A project and an impact assessment that say enough for every gate."""

from __future__ import annotations

from typing import Any

from . import factories
from .team import Team

RISK = {
    "name": "Wrong match",
    "source": "Two children of one name are taken for each other.",
    "impact": "A family is told wrongly that its meals stop.",
    "likelihood": "probable",
    "severity": "severe",
}
MEASURE = {
    "risk": "Wrong match",
    "measure": "A person compares three details.",
    "effect": "reduced",
    "residual": "low",
    "approved": True,
}
DPIA = {
    "title": "Free school meals without a form",
    "need": "Records of children are matched.",
    "nature": "A list is sent each term and looked through.",
    "scope": "About 4,000 pupils.",
    "data_types": ["personal"],
    "data_items": [{"name": "Date of birth", "needed_why": "To tell pupils apart."}],
    "individuals": ["children"],
    "context": "Parents gave the details to the school.",
    "purposes": "To give every child a meal who is entitled to it.",
    "consultation_individuals": "Two parents' evenings.",
    "lawful_basis": ["e"],
    "risks": [RISK],
    "measures": [MEASURE],
    "public_summary": "Two councils compare lists so that no child misses a meal.",
}
PROJECT = {
    "outcome": "A school office could offer meals at once, if it knew who is entitled.",
    "users_and_action": "The office manager registers the child on the same day.",
    "data_product": "A list with yes or no.",
    "datasets_needed": "Pupils; households with certain benefits.",
    "title": "Free school meals without a form",
    "summary": "Find children who miss out.",
    "concept": "Two lists are compared.",
    "legal_gateways": "Children Act 2004, section 10",
    "ethics": "Reviewed; no child is singled out.",
    "data_subject_reaction": "Most parents expect it.",
    "data_available": "Yes.",
    "personal": "yes",
    "sensitive": "no",
    "secure_method": "Through the register's exchange.",
}


def project(lead: Team, *partners: Team, **data: Any) -> dict[str, Any]:
    """Make a project of the lead."""
    rows = [{"body": one.body["id"]} for one in partners]
    said = {**PROJECT, "owner_org": lead.body["id"], "partners": rows, **data}
    return factories.call("package_create", lead.editor["name"], type="project", **said)


def dpia(lead: Team, *partners: Team, **data: Any) -> dict[str, Any]:
    """Make an assessment of the lead."""
    rows = [{"body": one.body["id"], "role": "controller"} for one in partners]
    said = {**DPIA, "owner_org": lead.body["id"], "partners": rows, **data}
    return factories.call("package_create", lead.editor["name"], type="dpia", **said)


def decide(who: dict[str, Any], id: str, step: int, outcome: str = "go") -> dict[str, Any]:
    """Decide a step of a project."""
    said = {"id": id, "step": step, "outcome": outcome, "reason": "It is worth it."}
    return factories.call("igtemplates_project_decide", who["name"], **said)


def act(act: str, who: dict[str, Any], id: str, **data: Any) -> dict[str, Any]:
    """Do something with an assessment."""
    return factories.call(f"igtemplates_dpia_{act}", who["name"], id=id, **data)


def settled(lead: Team, id: str) -> None:
    """Send an assessment, advise on it, and decide all that a signature needs."""
    act("submit", lead.editor, id, to="dpo_review")
    act("advise", lead.dpo, id, text="Tell the parents before the first list.")
    act("settle", lead.siro, id, kind="accepted")
    act("settle", lead.siro, id, kind="measures_approved")
    act("settle", lead.siro, id, kind="residual_approved")
