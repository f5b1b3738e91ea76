"""Three agreements of the sample site, at three places of their way, by the people they need.

Everybody signs in and does what a person does there; nothing is written into the tables.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from . import code, login
from .place import CONFIG
from .visitor import Visitor

SOURCE = CONFIG / "sample" / "agreements.json"
LEAD = "camden"
PARTIES = (LEAD, "hackney", login.GLA)
_SIGNATORIES = ("camden-siro", "hackney-siro", "gla-siro")
_APPROVERS = ("hackney-ig-lead", "gla-ig-lead")
# Who of the boroughs and the GLA has approved which template of the library.
_APPROVALS = {"camden-ig-lead": LEAD, "hackney-ig-lead": "hackney", "gla-ig-lead": PARTIES[2]}


class Story:
    """The people of the sample site at work, each with a session of their own.

    :param today: the day on which the agreements begin
    """

    def __init__(self, address: str, *, today: date) -> None:
        self._address = address
        self._today = today
        self._people = {str(person["name"]): person for person in login.everyone()}
        self._sessions: dict[str, Visitor] = {}
        self._written = json.loads(SOURCE.read_text("utf-8"))

    def chapters(self) -> dict[str, Callable[[], object]]:
        """Return what is to be played once each, by name and in order."""
        return {
            "approvals": self._approve_templates,
            "registered": self._register,
            "signing": lambda: self._freeze(self._draft("signing")),
            "draft": lambda: self._draft("draft"),
        }

    def _register(self) -> None:
        registered = self._draft("registered")
        self._freeze(registered)
        for name in _SIGNATORIES:
            self._sign(name, registered)

    def _as(self, name: str) -> Visitor:
        if name not in self._sessions:
            visitor = Visitor(self._address)
            visitor.sign_in(name=name, password=str(self._people[name]["password"]))
            self._sessions[name] = visitor
        return self._sessions[name]

    def _approve_templates(self) -> None:
        for template in self._as("camden-ig-lead").call("igtemplates_template_list"):
            for name, body in _APPROVALS.items():
                self._as(name).call(
                    "igtemplates_approval_give",
                    id=template["id"],
                    version=template["version"],
                    body=body,
                    role="ig_lead",
                    expires=str(self._today + timedelta(days=365)),
                )

    def _draft(self, name: str) -> str:
        editor = self._as("camden-editor")
        lead = editor.call("organization_show", id=LEAD)["id"]
        made = editor.call(
            "package_create",
            type="agreement",
            origin="new",
            template="pan-london",
            template_version="1",
            owner_org=lead,
            parties=[_party(body) for body in PARTIES],
            start_date=str(self._today),
            review_date=str(self._today + timedelta(days=365)),
            **self._written["every"],
            **self._written["agreements"][name],
        )
        return str(made["id"])

    def _freeze(self, id: str) -> None:
        self._as("camden-editor").call("datashare_agreement_submit", id=id)
        for name in _APPROVERS:
            body = self._people[name]["body"]
            self._as(name).call("datashare_decision_approve", id=id, body=body)
        self._as("camden-ig-lead").call("datashare_agreement_agree", id=id)
        self._as("camden-ig-lead").call("datashare_agreement_freeze", id=id)

    def _sign(self, name: str, id: str) -> None:
        person, signatory = self._people[name], self._as(name)
        signatory.call("datashare_decision_read", id=id, body=person["body"])
        signatory.call(
            "datashare_second_factor_confirm", password=person["password"], code=_code(person)
        )
        signatory.call("datashare_signature_create", id=id, body=person["body"], role="siro")


def _code(person: dict[str, Any]) -> str:
    return code.at(str(person["totp_secret"]), int(time.time()))


def _party(body: str) -> dict[str, Any]:
    return {"body": body, "role": "joint-controller", "discloses": True, "receives": True}
