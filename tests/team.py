"""A body with people in the roles of its agreements, and documents for them to upload."""

from __future__ import annotations

import io
from typing import Any

from . import factories


class Team:
    """A body: an editor writes, an IG lead reviews, a SIRO ends, an administrator takes down."""

    def __init__(self, **body: Any) -> None:
        self.body = factories.body(**body)
        self.editor = self._person("editor", "editor")
        self.reviewer = self._holder("ig_lead")
        self.siro = self._holder("siro")
        self.dpo = self._holder("dpo")
        self.admin = self._person("admin", "administrator")

    @property
    def title(self) -> str:
        """Return the body's name."""
        return str(self.body["title"])

    def _person(self, capacity: str, what: str) -> dict[str, Any]:
        fullname = f"{self.title.split()[0]} {what}"
        return factories.person_of(self.body["id"], capacity, fullname=fullname)

    def _holder(self, role: str) -> dict[str, Any]:
        import ckan.model as model
        from ckanext.datashare import clock
        from ckanext.datashare.model.role_holder import RoleHolder

        person = self._person("member", role.replace("_", " "))
        at = clock.now()
        model.Session.add(
            RoleHolder(
                body_id=self.body["id"],
                user_id=person["id"],
                role=role,
                valid_from=at,
                granted_by=person["id"],
                granted_at=at,
                confirmed_by=person["id"],
                confirmed_at=at,
            )
        )
        model.Session.commit()
        return person


def draft(lead: Team, partner: Team, **data: Any) -> dict[str, Any]:
    """Make a draft of the lead that names the partner as receiver."""
    fields = {
        "type": "agreement",
        "title": "Blue Badge checks",
        "owner_org": lead.body["id"],
        "lay_summary": "One council asks another who holds a Blue Badge. It stops misuse.",
        "parties": [
            {"body": lead.body["id"], "role": "controller", "discloses": True},
            {"body": partner.body["id"], "role": "controller", "receives": True},
        ],
        "document_not_public_reason": "Its annex names officers.",
        **data,
    }
    return factories.call("package_create", lead.editor["name"], **fields)


def act(act: str, who: dict[str, Any], id: str, **data: Any) -> dict[str, Any]:
    """Make a move of an agreement."""
    return factories.call(f"datashare_agreement_{act}", who["name"], id=id, **data)


def in_review(lead: Team, partner: Team, **data: Any) -> dict[str, Any]:
    """Make an agreement that waits for its reviewer and for nothing else."""
    made = draft(lead, partner, **data)
    act("submit", lead.editor, made["id"])
    factories.call(
        "datashare_party_waive_notice",
        partner.dpo["name"],
        id=made["id"],
        body=partner.body["id"],
    )
    return made


def registered(lead: Team, partner: Team, **data: Any) -> dict[str, Any]:
    """Make an agreement that is on the register; return its public dictionary."""
    made = in_review(lead, partner, **data)
    act("register", lead.reviewer, made["id"])
    return factories.call("package_show", "", id=made["id"])


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page with these lines."""
    from reportlab.pdfgen import canvas

    data = io.BytesIO()
    page = canvas.Canvas(data)
    for number, line in enumerate(lines):
        page.drawString(72, 760 - 20 * number, line)
    page.save()
    return data.getvalue()
