"""Agreements written here: complete drafts of a lead and its partners, on their way to signing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from . import factories
from .team import Team, act

SAMPLE = Path(__file__).parents[1] / "config" / "sample" / "agreements.json"


def draft(lead: Team, *partners: Team, **data: Any) -> dict[str, Any]:
    """Make a complete draft of a new agreement between the lead and its partners."""
    written = json.loads(SAMPLE.read_text("utf-8"))
    fields = {
        **written["every"],
        **written["agreements"]["registered"],
        "type": "agreement",
        "origin": "new",
        "owner_org": lead.body["id"],
        "start_date": "2026-01-01",
        "review_date": "2027-01-01",
        "privacy_notices": [{"body": lead.body["id"], "url": "https://alder.example/privacy"}],
        "parties": [
            {"body": team.body["id"], "role": "controller", "discloses": True, "receives": True}
            for team in (lead, *partners)
        ],
        **data,
    }
    return factories.call("package_create", lead.editor["name"], **fields)


def in_review(lead: Team, *partners: Team, **data: Any) -> dict[str, Any]:
    """Make an agreement that waits for its parties' approval."""
    made = draft(lead, *partners, **data)
    act("submit", lead.editor, made["id"])
    return made


def say(kind: str, who: dict[str, Any], id: str, **data: Any) -> dict[str, Any]:
    """Say something about an agreement, as ``datashare_decision_<kind>`` takes it."""
    return factories.call(f"datashare_decision_{kind}", who["name"], id=id, **data)


def agreed(lead: Team, *partners: Team, **data: Any) -> dict[str, Any]:
    """Make an agreement that every party has approved and the lead has agreed."""
    made = in_review(lead, *partners, **data)
    for partner in partners:
        say("approve", partner.siro, made["id"], body=partner.body["id"])
    act("agree", lead.reviewer, made["id"])
    return made
