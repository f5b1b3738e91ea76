"""What people say before a text is signed: who may, what each needs, whom it reaches."""

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare.model.decision import Decision
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.notice import Notice

from tests import factories, written
from tests.factories import call
from tests.team import Team
from tests.written import say


class Scene:
    """Alder leads, Birch and Cedar are parties; Dogwood has nothing to do with it."""

    def __init__(self):
        self.alder, self.birch, self.cedar = Team(), Team(), Team()
        self.dogwood = Team()


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def agreement(scene):
    return written.in_review(scene.alder, scene.birch, scene.cedar)


def last_event(package_id):
    query = sa.select(Event).where(Event.subject_id == package_id).order_by(Event.at.desc())
    return model.Session.scalars(query).first()


def count_of_events(package_id):
    query = sa.select(sa.func.count()).select_from(Event).where(Event.subject_id == package_id)
    return model.Session.execute(query).scalar_one()


def told(person, package_id):
    query = sa.select(Notice.template).where(
        Notice.about_id == package_id, Notice.user_id == person["id"]
    )
    return model.Session.scalars(query.order_by(Notice.at)).all()


def test_reading_is_recorded_for_the_body_in_one_event(scene, agreement):
    before = count_of_events(agreement["id"])

    said = say("read", scene.birch.siro, agreement["id"], body=scene.birch.body["name"])

    assert (said["kind"], said["body"], said["role"]) == ("read", scene.birch.body["id"], "siro")
    event = last_event(agreement["id"])
    assert count_of_events(agreement["id"]) == before + 1
    assert event.action == "decision:text:read"
    assert event.facts["party"] == scene.birch.body["id"]


@pytest.mark.feature(60)
def test_question_reaches_the_lead_and_its_answer_the_one_who_asked(scene, agreement):
    id = agreement["id"]

    asked = say("query", scene.birch.siro, id, body=scene.birch.body["id"], text="Why monthly?")
    answered = say(
        "answer", scene.alder.reviewer, id, in_reply_to=asked["id"], text="Homes change hands."
    )

    assert answered["in_reply_to"] == asked["id"]
    assert answered["body"] == scene.alder.body["id"]
    assert "decision:asked" in told(scene.alder.reviewer, id)
    assert told(scene.birch.siro, id) == ["party:asked", "decision:answered"]
    texts = [event.facts for event in model.Session.scalars(sa.select(Event))]
    assert "Why monthly?" not in str(texts)


@pytest.mark.parametrize("text", ["", "   ", None])
def test_question_without_words_is_refused(scene, agreement, text):
    with pytest.raises(tk.ValidationError) as refused:
        say("query", scene.birch.siro, agreement["id"], body=scene.birch.body["id"], text=text)

    assert refused.value.error_dict == {"text": ["Enter your question."]}


def test_words_are_limited_and_held_as_they_were_written(scene, agreement):
    body = scene.birch.body["id"]
    hostile = "<script>alert(1)</script> {{ 7 * 7 }} {lead}"

    kept = say("query", scene.birch.siro, agreement["id"], body=body, text=hostile)
    with pytest.raises(tk.ValidationError) as refused:
        say("query", scene.birch.siro, agreement["id"], body=body, text="x" * 4001)
    with pytest.raises(tk.ValidationError):
        say("query", scene.birch.siro, agreement["id"], body=body, text="a\0b")

    assert kept["text"] == hostile
    assert set(refused.value.error_dict) == {"text"}


def test_answer_to_a_question_about_another_agreement_is_refused(scene, agreement):
    other = written.in_review(scene.alder, scene.birch)
    asked = say("query", scene.birch.siro, other["id"], body=scene.birch.body["id"], text="Why?")

    with pytest.raises(tk.ValidationError) as refused:
        say("answer", scene.alder.reviewer, agreement["id"], in_reply_to=asked["id"], text="So.")

    assert set(refused.value.error_dict) == {"in_reply_to"}


@pytest.mark.parametrize("kind", ["read", "query", "approve", "advise", "caldicott"])
def test_what_somebody_without_the_role_says_for_a_body_is_refused(scene, agreement, kind):
    words = {"text": "Why?", "outcome": "go_ahead"}
    data = {"read": {}, "query": {"text": "Why?"}, "approve": {}}.get(kind, words)

    for who in (scene.birch.editor, scene.birch.admin, scene.cedar.siro):
        with pytest.raises(tk.NotAuthorized):
            say(kind, who, agreement["id"], body=scene.birch.body["id"], **data)

    assert Decision.of(agreement["id"]) == []


@pytest.mark.parametrize("kind", ["read", "approve", "endorse"])
def test_stranger_hears_that_it_is_missing(scene, agreement, kind):
    with pytest.raises(tk.ObjectNotFound):
        say(kind, scene.dogwood.siro, agreement["id"], body=scene.dogwood.body["id"])


def test_neither_sysadmin_nor_site_speaks_for_a_body(scene, agreement):
    sysadmin = factories.sysadmin()
    body = scene.birch.body["id"]

    with pytest.raises(tk.NotAuthorized):
        say("approve", sysadmin, agreement["id"], body=body)
    with pytest.raises(tk.NotAuthorized):
        call("datashare_decision_approve", id=agreement["id"], body=body)
    with pytest.raises(tk.NotAuthorized):
        context = {"ignore_auth": True, "user": sysadmin["name"]}
        asked = {"id": agreement["id"], "body": body}
        tk.get_action("datashare_decision_approve")(context, asked)

    assert Decision.of(agreement["id"]) == []


def test_lead_does_not_approve_its_own_text(scene, agreement):
    with pytest.raises(tk.NotAuthorized):
        say("approve", scene.alder.siro, agreement["id"], body=scene.alder.body["id"])


def test_declined_party_says_nothing_more(scene, agreement):
    body = scene.cedar.body["id"]
    call("datashare_party_decline", scene.cedar.dpo["name"], id=agreement["id"], body=body)

    with pytest.raises(tk.ObjectNotFound):
        say("approve", scene.cedar.dpo, agreement["id"], body=body)


def test_draft_is_asked_about_but_not_approved(scene):
    draft = written.draft(scene.alder, scene.birch)
    body = scene.birch.body["id"]
    call("datashare_party_invite", scene.alder.editor["name"], id=draft["id"], body=body)

    asked = say("query", scene.birch.dpo, draft["id"], body=body, text="Why us?")
    with pytest.raises(tk.ValidationError) as refused:
        say("approve", scene.birch.dpo, draft["id"], body=body)

    assert asked["text"] == "Why us?"
    assert refused.value.error_dict == {"state": ["It is too early for this."]}


def test_agreement_signed_elsewhere_is_not_decided_here(scene):
    from tests.team import in_review

    existing = in_review(scene.alder, scene.birch)

    with pytest.raises(tk.ValidationError) as refused:
        say("approve", scene.birch.dpo, existing["id"], body=scene.birch.body["id"])

    assert "signed elsewhere" in refused.value.error_dict["state"][0]


@pytest.mark.feature(59)
def test_advice_of_a_dpo_is_accepted_by_who_answers_for_the_risk(scene, agreement):
    id = agreement["id"]

    advice = say(
        "advise",
        scene.alder.dpo,
        id,
        body=scene.alder.body["id"],
        outcome="go_ahead_if",
        text="Only if names go after matching.",
    )
    settled = say("settle", scene.alder.siro, id, in_reply_to=advice["id"], outcome="accepted")

    assert "decision:advised" in told(scene.alder.siro, id)
    assert settled["outcome"] == "accepted" and settled["role"] == "siro"
    assert "decision:settled" in told(scene.alder.dpo, id)


@pytest.mark.feature(59)
def test_advice_is_overruled_with_reasons_only(scene, agreement):
    id, body = agreement["id"], scene.birch.body["id"]
    advice = say("advise", scene.birch.dpo, id, body=body, outcome="do_not", text="Too much.")

    with pytest.raises(tk.ValidationError) as refused:
        say("settle", scene.alder.siro, id, in_reply_to=advice["id"], outcome="overruled")
    with pytest.raises(tk.NotAuthorized):
        say("settle", scene.alder.dpo, id, in_reply_to=advice["id"], outcome="accepted")
    kept = say(
        "settle",
        scene.alder.siro,
        id,
        in_reply_to=advice["id"],
        outcome="overruled",
        text="Families would go cold; access is limited to two officers.",
    )

    assert refused.value.error_dict == {"text": ["Enter your reasons."]}
    assert kept["text"].startswith("Families")


def test_caldicott_guardian_gives_a_view_that_is_no_approval(scene, agreement):
    from tests.integration.datashare.test_agreement import give_role

    guardian = factories.person_of(scene.birch.body["id"], "member")
    give_role(scene.birch.body, guardian, "caldicott_guardian")
    body = scene.birch.body["id"]

    view = say("caldicott", guardian, agreement["id"], body=body, outcome="go_ahead")
    with pytest.raises(tk.NotAuthorized):
        say("approve", guardian, agreement["id"], body=body)

    assert view["role"] == "caldicott_guardian"
    assert "decision:viewed" in told(scene.alder.reviewer, agreement["id"])


def test_decisions_are_insert_only(scene, agreement):
    said = say("read", scene.birch.siro, agreement["id"], body=scene.birch.body["id"])

    for statement in (
        "UPDATE datashare_decision SET text = 'x' WHERE id = :id",
        "DELETE FROM datashare_decision WHERE id = :id",
    ):
        with pytest.raises(sa.exc.ProgrammingError):
            model.Session.execute(sa.text(statement), {"id": said["id"]})
        model.Session.rollback()

    assert Decision.get(said["id"], package_id=agreement["id"]) is not None
