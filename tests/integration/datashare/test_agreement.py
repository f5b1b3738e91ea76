"""Moves of an agreement: who may make them, what each leaves, what stands in the way."""

import threading

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare import clock, succession
from ckanext.datashare.domain.reference import PATTERN
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.notice import Notice
from ckanext.datashare.model.party import Party
from ckanext.datashare.model.role_holder import RoleHolder

from tests import factories
from tests.factories import call


def events(package_id):
    query = sa.select(Event.action).where(Event.subject_id == package_id).order_by(Event.at)
    return list(model.Session.scalars(query))


def give_role(body, user, role):
    at = clock.now()
    model.Session.add(
        RoleHolder(
            body_id=body["id"],
            user_id=user["id"],
            role=role,
            valid_from=at,
            granted_by=user["id"],
            granted_at=at,
            confirmed_by=user["id"],
            confirmed_at=at,
        )
    )
    model.Session.commit()


class Scene:
    """Camden leads, Hackney is named; an editor writes, an IG lead reviews."""

    def __init__(self):
        self.camden, self.hackney = factories.body(), factories.body()
        self.editor = factories.person_of(self.camden["id"], "editor")
        self.reviewer = factories.person_of(self.camden["id"], "member")
        self.siro = factories.person_of(self.camden["id"], "member")
        self.admin = factories.person_of(self.camden["id"], "admin")
        self.partner = factories.person_of(self.hackney["id"], "member")
        self.stranger = factories.user()
        give_role(self.camden, self.reviewer, "ig_lead")
        give_role(self.camden, self.siro, "siro")
        give_role(self.hackney, self.partner, "dpo")

    def draft(self, **data):
        return call(
            "package_create",
            self.editor["name"],
            **{
                "type": "agreement",
                "title": "Blue Badge checks",
                "owner_org": self.camden["id"],
                "lay_summary": "Camden asks Hackney who holds a Blue Badge.",
                "parties": [
                    {"body": self.camden["id"], "role": "controller"},
                    {"body": self.hackney["id"], "role": "controller"},
                ],
                "document_not_public_reason": "Its annex names officers.",
                **data,
            },
        )

    def act(self, act, who, package_id, **data):
        return call(f"datashare_agreement_{act}", who["name"], id=package_id, **data)

    def party(self, act, who, package_id, body, **data):
        return call(f"datashare_party_{act}", who["name"], id=package_id, body=body["id"], **data)

    def registered(self, **data):
        draft = self.draft(**data)
        self.act("submit", self.editor, draft["id"])
        self.party("waive_notice", self.partner, draft["id"], self.hackney)
        self.act("register", self.reviewer, draft["id"])
        return draft


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


def test_register_gives_a_reference_and_makes_it_public(scene):
    draft = scene.draft()
    scene.act("submit", scene.editor, draft["id"])
    scene.party("waive_notice", scene.partner, draft["id"], scene.hackney)

    shown = scene.act("register", scene.reviewer, draft["id"])

    assert PATTERN.match(shown["reference"])
    public = call("package_show", "", id=shown["reference"])
    assert public["id"] == draft["id"] and public["private"] is False
    assert public["name"] == f"{shown['reference'].lower()}-v1"
    assert events(draft["id"]) == [
        "agreement:content:created",
        "agreement:state:submitted",
        "agreement:party:notice_waived",
        "agreement:state:registered",
    ]


def test_submit_of_an_incomplete_draft_names_each_gap_and_changes_nothing(scene):
    draft = scene.draft(lay_summary="", document_not_public_reason="")

    with pytest.raises(tk.ValidationError) as refused:
        scene.act("submit", scene.editor, draft["id"])

    assert set(refused.value.error_dict) == {"lay_summary", "document_not_public_reason"}
    assert Agreement.get(draft["id"]).status == "draft"
    assert {party.status for party in Party.of(draft["id"])} == {"named"}


def test_submit_invites_named_bodies_and_tells_them(scene):
    draft = scene.draft()
    with pytest.raises(tk.ObjectNotFound):
        call("package_show", scene.partner["name"], id=draft["id"])

    scene.act("submit", scene.editor, draft["id"])

    assert call("package_show", scene.partner["name"], id=draft["id"])["id"] == draft["id"]
    told = model.Session.scalars(
        sa.select(Notice.template).where(
            Notice.about_id == draft["id"], Notice.user_id == scene.partner["id"]
        )
    ).all()
    assert told == ["party:named"]


def test_register_by_the_one_who_submitted_is_refused(scene):
    body = scene.camden
    both = factories.person_of(body["id"], "editor")
    give_role(body, both, "ig_lead")
    draft = scene.draft()
    call("datashare_agreement_submit", both["name"], id=draft["id"])

    with pytest.raises(tk.ValidationError) as refused:
        call("datashare_agreement_register", both["name"], id=draft["id"])

    assert "review" in refused.value.error_dict
    assert Agreement.get(draft["id"]).reference is None


def test_register_inside_the_notice_period_is_refused(scene):
    draft = scene.draft()
    scene.act("submit", scene.editor, draft["id"])

    with pytest.raises(tk.ValidationError) as refused:
        scene.act("register", scene.reviewer, draft["id"])

    assert list(refused.value.error_dict) == ["parties"]


def test_register_without_public_copy_or_reason_is_refused(scene):
    draft = scene.draft()
    scene.act("submit", scene.editor, draft["id"])
    scene.party("waive_notice", scene.partner, draft["id"], scene.hackney)
    scene.act("return", scene.reviewer, draft["id"], reason="Publish the document.")
    call(
        "package_patch",
        scene.editor["name"],
        id=draft["id"],
        document_not_public_reason="",
    )

    with pytest.raises(tk.ValidationError):
        scene.act("submit", scene.editor, draft["id"])


ACTS = {
    "submit": "editor",
    "return": "reviewer",
    "register": "reviewer",
    "withdraw": "admin",
    "refuse": "partner",
    "suspend": "siro",
    "end": "siro",
    "take_down": "admin",
}


@pytest.mark.parametrize("act", ACTS)
def test_act_by_a_stranger_finds_nothing_and_by_a_plain_member_is_refused(scene, act):
    draft = scene.draft()
    plain = factories.person_of(scene.camden["id"], "member")

    with pytest.raises(tk.ObjectNotFound):
        scene.act(act, scene.stranger, draft["id"], reason="x")
    with pytest.raises(tk.NotAuthorized):
        scene.act(act, plain, draft["id"], reason="x")

    assert events(draft["id"]) == ["agreement:content:created"]


@pytest.mark.parametrize("act", [act for act in ACTS if act != "take_down"])
def test_act_by_a_sysadmin_without_a_role_is_refused(scene, act):
    draft = scene.draft()
    sysadmin = factories.sysadmin()

    with pytest.raises(tk.NotAuthorized):
        scene.act(act, sysadmin, draft["id"], reason="x")


@pytest.mark.parametrize("act", ["return", "withdraw", "refuse", "end", "take_down"])
def test_act_that_needs_a_reason_without_one_is_refused(scene, act):
    made = scene.registered() if act in ("end", "take_down") else scene.draft()
    if act in ("return", "refuse"):
        scene.act("submit", scene.editor, made["id"])

    with pytest.raises(tk.ValidationError) as refused:
        scene.act(act, getattr(scene, ACTS[act]), made["id"], reason="  ")

    assert list(refused.value.error_dict) == ["reason"]


def test_end_keeps_it_public_with_its_reason(scene):
    made = scene.registered()

    scene.act("end", scene.siro, made["id"], reason="The pilot is over.")

    shown = call("package_show", "", id=made["id"])
    assert (shown["status"], shown["status_reason"]) == ("ended", "The pilot is over.")


def test_take_down_hides_it_from_everyone_but_the_lead_and_restore_brings_it_back(scene):
    made = scene.registered()
    reference = Agreement.get(made["id"]).reference

    scene.act("take_down", scene.admin, made["id"], reason="Published by mistake.")
    with pytest.raises((tk.NotAuthorized, tk.ObjectNotFound)):
        call("package_show", "", id=reference)
    scene.act("restore", scene.admin, made["id"], reason="Checked again.")

    assert call("package_show", "", id=reference)["status"] == "registered"


def test_registered_agreement_changes_only_in_what_is_not_material(scene):
    made = scene.registered()

    call("package_patch", scene.editor["name"], id=made["id"], review_date="2027-03-01")
    with pytest.raises(tk.ValidationError) as refused:
        call("package_patch", scene.editor["name"], id=made["id"], lay_summary="Other words.")

    assert list(refused.value.error_dict) == ["lay_summary"]
    event = model.Session.scalars(
        sa.select(Event).where(Event.subject_id == made["id"]).order_by(Event.at.desc()).limit(1)
    ).one()
    assert event.facts["fields"] == ["review_date"]
    assert "2027-03-01" in event.facts["changes"]


def test_partners_only_registration_stays_private_with_a_published_reason(scene):
    draft = scene.draft()
    scene.act("submit", scene.editor, draft["id"])
    scene.party("waive_notice", scene.partner, draft["id"], scene.hackney)

    scene.act("register", scene.reviewer, draft["id"], partners_only_reason="Police operations.")

    with pytest.raises((tk.NotAuthorized, tk.ObjectNotFound)):
        call("package_show", "", id=draft["id"])
    assert call("package_show", scene.partner["name"], id=draft["id"])["reference"]


def test_party_joins_and_leaves_a_registered_agreement(scene):
    made = scene.registered()

    joined = scene.party("join", scene.partner, made["id"], scene.hackney)
    left = scene.party("leave", scene.partner, made["id"], scene.hackney, reason="A new system.")

    assert (joined["status"], left["status"]) == ("joined", "left")
    parties = call("package_show", "", id=made["id"])["parties"]
    assert [party["status"] for party in parties] == ["joined", "left"]
    assert parties[1]["left_reason"] == "A new system."


def test_two_reviewers_at_once_register_it_once(scene):
    draft = scene.draft()
    scene.act("submit", scene.editor, draft["id"])
    scene.party("waive_notice", scene.partner, draft["id"], scene.hackney)
    ready, outcomes = threading.Barrier(2), []

    def register():
        ready.wait()
        try:
            outcomes.append(scene.act("register", scene.reviewer, draft["id"])["reference"])
        except tk.ValidationError as error:
            outcomes.append(list(error.error_dict))
        finally:
            model.Session.remove()

    threads = [threading.Thread(target=register) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(type, outcomes), key=str) == [list, str]
    assert events(draft["id"]).count("agreement:state:registered") == 1


def test_reference_drawn_by_two_at_once_is_given_once(suite_app, monkeypatch):
    taken = factories.unique("x")
    drawn = [f"DSL-2031-{abs(hash(taken)) % 900000:06d}", "DSL-2031-900001", "DSL-2031-900002"]
    ready, given = threading.Barrier(2), []
    turns = {}

    def propose(*, year):
        mine = threading.get_ident()
        turns[mine] = turns.get(mine, -1) + 1
        # Both draw the same first; the loser draws on.
        return drawn[0] if turns[mine] == 0 else drawn[1 + len(given) % 2]

    monkeypatch.setattr(succession, "propose", propose)

    def take():
        ready.wait()
        given.append(succession.give_reference(at=clock.now()))
        model.Session.commit()
        model.Session.remove()

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(given)) == 2 and drawn[0] in given
