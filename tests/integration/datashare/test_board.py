"""The board by its action: what it holds, for whom, and the reminder that leaves from it."""

import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare import clock

from tests import factories, written
from tests.factories import call
from tests.integration.datashare.test_decision import count_of_events, told
from tests.team import Team, act
from tests.written import say


class Scene:
    def __init__(self):
        self.alder, self.birch, self.cedar = Team(), Team(), Team()
        self.forum, self.dogwood = Team(), Team()


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def agreement(scene):
    return written.in_review(scene.alder, scene.birch, scene.cedar)


def board(who, agreement):
    return call("datashare_board_show", who["name"], id=agreement["id"])


@pytest.mark.feature(77)
def test_board_holds_each_body_with_its_people_the_longest_wait_first(scene, agreement):
    id = agreement["id"]
    say("query", scene.birch.siro, id, body=scene.birch.body["id"], text="Why?")

    shown = board(scene.cedar.editor, agreement)

    assert [(one["body"], one["state"]) for one in shown["bodies"]] == [
        (scene.cedar.body["id"], "invited"),
        (scene.birch.body["id"], "queried"),
        (scene.alder.body["id"], "endorsed"),
    ]
    assert shown["sentence"] == "1 approved, 1 reading, 1 asking"
    assert shown["counts"]["queried"] == 1 and shown["counts"]["signed"] == 0
    birch = shown["bodies"][1]
    assert birch["role"] == "siro" and birch["since"] and birch["waiting"]
    assert {person["role"] for person in birch["people"]} == {"siro", "ig_lead", "dpo"}
    assert shown["said"][0]["speaker"] == scene.birch.siro["fullname"]


def test_board_tells_each_person_what_they_may_say(scene, agreement):
    def kinds(who):
        return {one["kind"] for one in board(who, agreement)["acts"]}

    assert kinds(scene.birch.siro) == {"read", "query", "approve"}
    assert kinds(scene.birch.dpo) == {"read", "query", "approve", "advise"}
    assert kinds(scene.alder.reviewer) == {"read"}
    assert kinds(scene.birch.editor) == set()
    say("approve", scene.birch.siro, agreement["id"], body=scene.birch.body["id"])
    assert "approve" not in kinds(scene.birch.dpo)


def test_board_and_text_are_for_the_bodies_on_it(scene, agreement):
    for action in ("datashare_board_show", "datashare_text_show"):
        with pytest.raises(tk.ObjectNotFound):
            call(action, scene.dogwood.siro["name"], id=agreement["id"])
        with pytest.raises(tk.ObjectNotFound):
            call(action, "", id=agreement["id"])
        with pytest.raises(tk.NotAuthorized):
            call(action, factories.sysadmin()["name"], id=agreement["id"])


def test_registered_agreement_s_board_stays_with_its_bodies(scene):
    from tests.team import registered

    public = registered(scene.alder, scene.birch)

    assert board(scene.birch.siro, public)["bodies"]
    for name in ("", scene.dogwood.siro["name"]):
        with pytest.raises(tk.NotAuthorized):
            call("datashare_board_show", name, id=public["id"])


def test_body_that_declined_sees_the_board_no_more(scene, agreement):
    body = scene.cedar.body["id"]
    call("datashare_party_decline", scene.cedar.dpo["name"], id=agreement["id"], body=body)

    with pytest.raises(tk.ObjectNotFound):
        board(scene.cedar.dpo, agreement)
    states = {one["body"]: one for one in board(scene.birch.dpo, agreement)["bodies"]}
    assert states[body]["state"] == "declined" and states[body]["since"]


def test_endorsing_body_reads_what_it_is_to_endorse_and_nothing_else(scene, agreement, monkeypatch):
    monkeypatch.setitem(tk.config, "ckanext.datashare.endorsing_body", scene.forum.body["id"])
    draft = written.draft(scene.alder, scene.birch)

    shown = board(scene.forum.reviewer, agreement)

    assert {one["kind"] for one in shown["acts"]} == {"endorse"}
    with pytest.raises(tk.ObjectNotFound):
        board(scene.forum.reviewer, draft)


def test_reminder_reaches_those_that_are_waited_for_in_one_event(scene, agreement):
    id = agreement["id"]
    say("approve", scene.birch.siro, id, body=scene.birch.body["id"])
    before = count_of_events(id)

    made = call("datashare_party_remind", scene.alder.editor["name"], id=id)

    assert made["reminded"] == [scene.cedar.body["id"]]
    assert count_of_events(id) == before + 1
    assert "party:reminded" in told(scene.cedar.siro, id)
    assert "party:reminded" not in told(scene.birch.siro, id)


def test_reminder_goes_out_at_most_once_a_day(scene, agreement, monkeypatch):
    from datetime import timedelta

    id, name = agreement["id"], scene.alder.reviewer["name"]
    call("datashare_party_remind", name, id=id)
    with pytest.raises(tk.ValidationError):
        call("datashare_party_remind", name, id=id)
    later = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert len(call("datashare_party_remind", name, id=id)["reminded"]) == 2


def test_reminder_needs_somebody_to_wait_for_and_somebody_of_the_lead(scene, agreement):
    for who in (scene.birch.siro, scene.alder.siro, factories.sysadmin()):
        with pytest.raises(tk.NotAuthorized):
            call("datashare_party_remind", who["name"], id=agreement["id"])
    agreed = written.agreed(scene.alder, scene.birch)
    with pytest.raises(tk.ValidationError):
        call("datashare_party_remind", scene.alder.editor["name"], id=agreed["id"])


def test_desk_holds_one_s_own_tasks_alone(scene):
    lead, partner = Team(), Team()
    made = written.in_review(lead, partner)

    def due(who):
        found = call("datashare_desk_show", who["name"])["due"]
        return [(one["duty"], one["id"]) for one in found]

    assert due(partner.siro) == [("approve", made["id"])]
    assert due(partner.editor) == due(lead.reviewer) == []
    say("approve", partner.siro, made["id"], body=partner.body["id"])
    assert due(partner.dpo) == []
    assert due(lead.reviewer) == [("agree", made["id"])]
    act("return", lead.reviewer, made["id"], reason="Shorter.")
    assert due(lead.editor) == [("mend", made["id"])]
    (done,) = call("datashare_desk_show", partner.siro["name"])["done"]
    assert (done["kind"], done["id"]) == ("approve", made["id"])
    with pytest.raises(tk.NotAuthorized):
        call("datashare_desk_show", "")


def test_desk_tells_of_existing_agreements_too(scene):
    from tests.team import draft

    lead, partner = Team(), Team()
    made = draft(lead, partner)
    act("submit", lead.editor, made["id"])

    (task,) = call("datashare_desk_show", partner.dpo["name"])["due"]
    (review,) = call("datashare_desk_show", lead.reviewer["name"])["due"]

    assert (task["duty"], task["id"], bool(task["until"])) == ("notice", made["id"], True)
    assert review["duty"] == "review"
    assert call("datashare_desk_show", lead.editor["name"])["waiting"][0]["duty"] == "reviewer"
