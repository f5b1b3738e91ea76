"""Who asks, and what there is to know: agreements in each state, each with a word of its own.

Made once a module through actions. Every agreement has a public copy with a view and an original
file, so that each kind of address leads somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import ckan.model as model
import sqlalchemy as sa
from ckanext.datashare import clock
from ckanext.datashare.audit.record import record
from ckanext.datashare.model.document import Document
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.role_holder import RoleHolder
from ckanext.datashare.unit_of_work import unit_of_work

from tests import factories
from tests.factories import call

STATES = ("draft", "review", "registered", "partners_only", "withdrawn", "taken_down")
ACTORS = (
    "anonymous",
    "stranger",
    "lead_member",
    "lead_editor",
    "lead_admin",
    "party_member",
    "former_member",
    "other_admin",
    "sysadmin",
)
_LEAD = {"lead_member", "lead_editor", "lead_admin", "sysadmin"}
# Who may know of an agreement in each state; everybody else hears that it is missing.
KNOWS = {
    "draft": _LEAD,
    "review": _LEAD | {"party_member"},
    "registered": set(ACTORS),
    "partners_only": _LEAD | {"party_member"},
    "withdrawn": _LEAD | {"party_member"},
    "taken_down": _LEAD,
}
HIDDEN = [(actor, state) for state in STATES for actor in ACTORS if actor not in KNOWS[state]]
KNOWN = [(actor, state) for state in STATES for actor in ACTORS if actor in KNOWS[state]]


@dataclass
class Subject:
    """An agreement with its parts; ``word`` stands in its title, text and format alone."""

    id: str
    name: str
    word: str
    reference: str | None = None
    resource: str = ""
    view: str = ""
    file: str = ""
    document: str = ""
    event: str = ""


@dataclass
class Scene:
    """Camden leads; Hackney is a party; Islington has gone; Newham has nothing to do with it."""

    people: dict[str, str] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    agreements: dict[str, Subject] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.camden, self.hackney = factories.body(), factories.body()
        self.islington, self.newham = factories.body(), factories.body()
        self._meet("stranger", factories.user())
        for capacity in ("member", "editor", "admin"):
            self._meet(f"lead_{capacity}", factories.person_of(self.camden["id"], capacity))
        self._meet("party_member", factories.person_of(self.hackney["id"], "member"))
        self._meet("former_member", factories.person_of(self.islington["id"], "editor"))
        self._meet("other_admin", factories.person_of(self.newham["id"], "admin"))
        self._meet("sysadmin", factories.sysadmin())
        self._meet("reviewer", factories.person_of(self.camden["id"], "member"))
        self._meet("anonymous", None)
        self._give(self.camden, "reviewer", "ig_lead")
        self._give(self.hackney, "party_member", "dpo")
        self._give(self.islington, "former_member", "dpo")
        for state in STATES:
            self.agreements[state] = self._make(state)
        # A dataset of everyone's, with which to ask about two at once.
        self.plain = call(
            "package_create",
            name=factories.unique("plain"),
            title="Trees",
            owner_org=self.newham["id"],
            resources=[{"url": "https://example.org/trees.csv", "format": "CSV"}],
        )
        self.group = call("group_create", name=factories.unique("group"))
        call(
            "group_member_create",
            id=self.group["id"],
            username=self.people["other_admin"],
            role="admin",
        )

    def stands(self) -> bool:
        """Return whether all of it is still there, in the database and in the index."""
        ids = [subject.id for subject in self.agreements.values()]
        asked = {"fq": f"+id:({' OR '.join(ids)})", "include_private": True, "rows": 0}
        rows = sa.select(sa.func.count()).where(model.Package.id.in_(ids))
        kept = model.Session.execute(rows).scalar_one()
        return kept == len(ids) == call("package_search", **asked)["count"]

    def _meet(self, role: str, person: dict[str, Any] | None) -> None:
        self.people[role] = person["name"] if person else ""
        self.headers[role] = factories.headers(person["name"]) if person else {}

    def _give(self, body: dict[str, Any], actor: str, role: str) -> None:
        at, user = clock.now(), model.User.get(self.people[actor])
        model.Session.add(
            RoleHolder(
                body_id=body["id"],
                user_id=user.id,
                role=role,
                valid_from=at,
                granted_by=user.id,
                granted_at=at,
                confirmed_by=user.id,
                confirmed_at=at,
            )
        )
        model.Session.commit()

    def _make(self, state: str) -> Subject:
        marker = word()
        draft = call(
            "package_create",
            self.people["lead_editor"],
            type="agreement",
            title=f"Sharing {marker}",
            owner_org=self.camden["id"],
            lay_summary=f"Camden asks Hackney about {marker}.",
            parties=[
                {"body": body["id"], "role": "controller"}
                for body in (self.camden, self.hackney, self.islington)
            ],
            document_not_public_reason="Its annex names officers.",
        )
        made = Subject(draft["id"], draft["name"], marker)
        self._publish(made)
        getattr(self, f"_to_{state}")(made)
        shown = call("package_show", id=made.id)
        made.name, made.reference = shown["name"], shown.get("reference")
        return made

    def _to_draft(self, made: Subject) -> None:
        pass

    def _to_review(self, made: Subject) -> None:
        self._act("agreement_submit", "lead_editor", made)
        self._act("party_decline", "former_member", made, body=self.islington["id"])

    def _to_withdrawn(self, made: Subject) -> None:
        self._to_review(made)
        self._act("agreement_withdraw", "lead_admin", made, reason="No longer needed.")

    def _to_registered(self, made: Subject, **data: Any) -> None:
        self._act("agreement_submit", "lead_editor", made)
        for actor, body in (("party_member", self.hackney), ("former_member", self.islington)):
            self._act("party_waive_notice", actor, made, body=body["id"])
        self._act("agreement_register", "reviewer", made, **data)
        for actor, body in (("party_member", self.hackney), ("former_member", self.islington)):
            self._act("party_join", actor, made, body=body["id"])
        self._act(
            "party_leave", "former_member", made, body=self.islington["id"], reason="A new system."
        )

    def _to_partners_only(self, made: Subject) -> None:
        self._to_registered(made, partners_only_reason="Police operations.")

    def _to_taken_down(self, made: Subject) -> None:
        self._to_registered(made)
        self._act("agreement_take_down", "lead_admin", made, reason="Published by mistake.")

    def _act(self, act: str, actor: str, made: Subject, **data: Any) -> None:
        call(f"datashare_{act}", self.people[actor], id=made.id, **data)

    def _publish(self, made: Subject) -> None:
        """Give it a public copy, a view of it and an original, as document actions do."""
        with unit_of_work():
            record(
                "document:copy:published",
                ("agreement", made.id),
                by="system:test",
                at=clock.now(),
                document="d",
                sha256="0" * 64,
                size=1,
            )
            made.resource = call(
                "package_patch",
                id=made.id,
                resources=[
                    {
                        "url": f"https://example.org/{made.word}.pdf",
                        "name": f"{made.word}.pdf",
                        "format": made.word,
                    }
                ],
            )["resources"][0]["id"]
        view = model.ResourceView(
            resource_id=made.resource, title=made.word, view_type="text_view", order=0
        )
        file = model.File(name=made.word, location=made.word, storage="test")
        model.Session.add_all([view, file])
        model.Session.flush()
        model.Session.add(model.FileOwner(file.id, made.id, "package"))
        model.Session.commit()
        document = Document(
            package_id=made.id,
            file_id=file.id,
            kind="original",
            filename=f"{made.word}.pdf",
            mimetype="application/pdf",
            sha256="0" * 64,
            size=1,
            status="ready",
            uploaded_by=self.people["lead_editor"],
            uploaded_at=clock.now(),
        )
        model.Session.add(document)
        model.Session.commit()
        made.view, made.file, made.document = view.id, file.id, document.id
        made.event = model.Session.scalars(
            sa.select(Event.id).where(Event.subject_id == made.id).limit(1)
        ).one()


def never(kind: str = "id") -> str:
    """Return a name that nothing has: an id, or a draft's name."""
    from ckan.model.types import make_uuid

    return make_uuid() if kind == "id" else f"dsl-draft-{make_uuid()[:23].replace('-', 'a')}"


def word() -> str:
    """Return a word of letters alone, which search takes as one, that nothing else holds.

    All are of one length: an error that counts columns is the same for each.
    """
    letters = str.maketrans("0123456789", "ghijklmnop", "-")
    return factories.unique("marker").translate(letters).ljust(24, "q")
