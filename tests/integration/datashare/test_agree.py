"""A new agreement is agreed once every party asked has approved its text."""

import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare.model.agreement import Agreement

from tests import written
from tests.factories import call
from tests.team import Team, act
from tests.written import say


class Scene:
    """Alder leads, Birch and Cedar are parties; the Forum may endorse for all."""

    def __init__(self):
        self.alder, self.birch, self.cedar = Team(), Team(), Team()
        self.forum = Team()

    def approve(self, team, agreement):
        return say("approve", team.dpo, agreement["id"], body=team.body["id"])


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def agreement(scene):
    return written.in_review(scene.alder, scene.birch, scene.cedar)


@pytest.fixture
def endorsing(scene, monkeypatch):
    monkeypatch.setitem(tk.config, "ckanext.datashare.endorsing_body", scene.forum.body["name"])


def state(agreement):
    return Agreement.get(agreement["id"]).status


@pytest.mark.feature(60)
def test_agree_names_the_bodies_that_have_not_approved(scene, agreement):
    scene.approve(scene.birch, agreement)

    with pytest.raises(tk.ValidationError) as refused:
        act("agree", scene.alder.reviewer, agreement["id"])

    (sentence,) = refused.value.error_dict["parties"]
    assert scene.cedar.title in sentence and scene.birch.title not in sentence
    assert state(agreement) == "review"


@pytest.mark.feature(60)
def test_agree_after_every_approval(scene, agreement):
    scene.approve(scene.birch, agreement)
    scene.approve(scene.cedar, agreement)

    shown = act("agree", scene.alder.reviewer, agreement["id"])

    assert shown["status"] == "agreed"
    assert call("package_show", scene.birch.dpo["name"], id=agreement["id"])["private"] is True


def test_agree_is_the_ig_lead_s(scene, agreement):
    scene.approve(scene.birch, agreement)
    scene.approve(scene.cedar, agreement)

    for who in (scene.alder.editor, scene.alder.siro, scene.alder.admin, scene.birch.reviewer):
        with pytest.raises(tk.NotAuthorized):
            act("agree", who, agreement["id"])

    assert state(agreement) == "review"


def test_party_that_declined_holds_nobody_up(scene, agreement):
    scene.approve(scene.birch, agreement)
    body = scene.cedar.body["id"]
    call("datashare_party_decline", scene.cedar.dpo["name"], id=agreement["id"], body=body)

    assert act("agree", scene.alder.reviewer, agreement["id"])["status"] == "agreed"


def test_agreement_that_all_others_declined_is_not_agreed(scene, agreement):
    for team in (scene.birch, scene.cedar):
        body = team.body["id"]
        call("datashare_party_decline", team.dpo["name"], id=agreement["id"], body=body)

    with pytest.raises(tk.ValidationError) as refused:
        act("agree", scene.alder.reviewer, agreement["id"])

    assert "No other organisation is left" in refused.value.error_dict["parties"][0]


def test_changed_text_voids_earlier_approvals(scene, agreement):
    id = agreement["id"]
    scene.approve(scene.birch, agreement)
    scene.approve(scene.cedar, agreement)
    act("return", scene.alder.reviewer, id, reason="The period is too long.")
    call("package_patch", scene.alder.editor["name"], id=id, retention_period="P6M")
    act("submit", scene.alder.editor, id)

    with pytest.raises(tk.ValidationError) as refused:
        act("agree", scene.alder.reviewer, id)
    scene.approve(scene.birch, agreement)
    scene.approve(scene.cedar, agreement)

    assert scene.birch.title in refused.value.error_dict["parties"][0]
    assert act("agree", scene.alder.reviewer, id)["status"] == "agreed"


def test_one_endorsement_stands_for_all(scene, agreement, endorsing):
    said = say("endorse", scene.forum.reviewer, agreement["id"])

    assert said["body"] == scene.forum.body["id"]
    assert act("agree", scene.alder.reviewer, agreement["id"])["status"] == "agreed"


def test_only_the_ig_lead_of_the_endorsing_body_endorses(scene, agreement, endorsing):
    for who in (scene.alder.reviewer, scene.birch.reviewer):
        with pytest.raises(tk.NotAuthorized):
            say("endorse", who, agreement["id"])

    assert state(agreement) == "review"


def test_without_an_endorsing_body_nobody_endorses(scene, agreement):
    with pytest.raises(tk.NotAuthorized):
        say("endorse", scene.birch.reviewer, agreement["id"])
    with pytest.raises(tk.ObjectNotFound):
        say("endorse", scene.forum.reviewer, agreement["id"])


def test_submission_of_a_new_agreement_names_its_gaps_and_needs_no_document(scene):
    draft = written.draft(scene.alder, scene.birch, retention_period="")

    with pytest.raises(tk.ValidationError) as refused:
        act("submit", scene.alder.editor, draft["id"])
    call("package_patch", scene.alder.editor["name"], id=draft["id"], retention_period="P1Y")

    assert "retention_period" in refused.value.error_dict
    assert "document_not_public_reason" not in refused.value.error_dict
    assert act("submit", scene.alder.editor, draft["id"])["status"] == "review"


def test_new_agreement_is_not_registered_without_signatures(scene, agreement):
    with pytest.raises(tk.ValidationError) as refused:
        act("register", scene.alder.reviewer, agreement["id"])

    assert set(refused.value.error_dict) == {"state"}
    assert state(agreement) == "review"


def test_existing_agreement_is_not_agreed(scene):
    from tests.team import in_review

    existing = in_review(scene.alder, scene.birch)

    with pytest.raises(tk.ValidationError) as refused:
        act("agree", scene.alder.reviewer, existing["id"])

    assert set(refused.value.error_dict) == {"state"}
