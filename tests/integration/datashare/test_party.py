"""A body's own part in a running agreement: it pauses, goes on, leaves; the others are told."""

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.notice import Notice
from ckanext.datashare.model.party import Party

from tests import by_hand, factories
from tests.factories import call
from tests.integration.datashare.test_agreement import Scene, events, give_role


@pytest.fixture(scope="module")
def scene(suite_app):
    made = Scene()
    made.keeper = factories.person_of(made.hackney["id"], "member")
    give_role(made.hackney, made.keeper, "ig_lead")
    return made


@pytest.fixture
def made(scene):
    found = scene.registered()
    scene.party("join", scene.partner, found["id"], scene.hackney)
    return found


def act(scene, act, id, who=None, **data):
    return scene.party(
        act, who or scene.partner, id, scene.hackney, **{"reason": "A breach."} | data
    )


def told(id, user):
    query = sa.select(Notice.template).where(Notice.about_id == id, Notice.user_id == user["id"])
    return list(model.Session.scalars(query))


def test_suspended_part_is_public_with_its_reason_and_goes_on_again(scene, made):
    paused = act(scene, "suspend", made["id"])
    public = call("package_show", "", id=made["id"])["parties"][1]
    again = act(scene, "resume", made["id"], reason="Mended.")

    assert (paused["status"], paused["suspended_reason"]) == ("joined", "A breach.")
    assert public["suspended"] and public["suspended_reason"] == "A breach."
    assert (again["suspended"], again["suspended_reason"]) == (None, None)
    assert events(made["id"])[-2:] == ["agreement:party:suspended", "agreement:party:resumed"]
    assert Agreement.get(made["id"]).status == "registered"
    for person in (scene.siro, scene.reviewer, scene.partner):
        assert {"party:suspend", "party:resume"} <= set(told(made["id"], person))


def test_suspended_part_is_read_and_sent_back_unchanged(scene, made):
    act(scene, "suspend", made["id"])
    shown = call("package_show", scene.editor["name"], id=made["id"])

    call("package_update", scene.editor["name"], **{**shown, "review_date": "2030-01-01"})
    shown["parties"][1]["suspended_reason"] = "Another one."
    with pytest.raises(tk.ValidationError):
        call("package_update", scene.editor["name"], **shown)

    assert Party.get(made["id"], body=scene.hackney["id"]).suspended_reason == "A breach."


@pytest.mark.parametrize("move", ["suspend", "resume", "leave"])
def test_act_without_a_reason_is_refused(scene, made, move):
    if move == "resume":
        act(scene, "suspend", made["id"])

    with pytest.raises(tk.ValidationError) as refused:
        act(scene, move, made["id"], reason=" ")

    assert list(refused.value.error_dict) == ["reason"]


def test_act_twice_or_before_joining_is_refused(scene, made):
    other = scene.registered()

    with pytest.raises(tk.ValidationError):
        act(scene, "resume", made["id"])
    act(scene, "suspend", made["id"])
    with pytest.raises(tk.ValidationError):
        act(scene, "suspend", made["id"])
    for move in ("suspend", "leave"):
        with pytest.raises(tk.ValidationError) as refused:
            act(scene, move, other["id"])
        assert list(refused.value.error_dict) == ["state"]


@pytest.mark.parametrize("who", ["keeper", "siro", "editor", "stranger"])
def test_part_is_suspended_by_its_own_dpo_siro_or_iao_alone(scene, made, who):
    with pytest.raises(tk.NotAuthorized):
        act(scene, "suspend", made["id"], getattr(scene, who))

    assert not Party.get(made["id"], body=scene.hackney["id"]).is_suspended


@pytest.mark.parametrize("move", ["suspend", "leave"])
def test_lead_neither_leaves_nor_suspends_its_part(scene, made, move):
    with pytest.raises(tk.ValidationError) as refused:
        scene.party(move, scene.siro, made["id"], scene.camden, reason="x")

    assert list(refused.value.error_dict) == ["state"]


@pytest.mark.parametrize("state", ["ended", "superseded", "review", "withdrawn"])
@pytest.mark.parametrize("move", ["suspend", "leave", "join"])
def test_act_on_an_agreement_that_does_not_run_is_refused(scene, made, move, state):
    by_hand.change(
        "UPDATE datashare_agreement SET status = %(state)s WHERE package_id = %(id)s",
        state=state,
        id=made["id"],
    )

    with pytest.raises(tk.ValidationError) as refused:
        act(scene, move, made["id"])

    assert list(refused.value.error_dict) == ["state"]


def test_new_agreement_is_joined_by_signing_alone(scene):
    found = scene.registered()
    by_hand.change(
        "UPDATE datashare_agreement SET origin = 'new' WHERE package_id = %(id)s", id=found["id"]
    )

    with pytest.raises(tk.ValidationError) as refused:
        act(scene, "join", found["id"])

    assert "signing" in refused.value.error_dict["state"][0]


def test_last_party_that_leaves_lets_it_stand_and_the_lead_is_asked_to_decide(scene, made):
    act(scene, "suspend", made["id"])

    left = act(scene, "leave", made["id"], reason="A new system.")

    assert (left["status"], left["suspended"], left["left_reason"]) == (
        "left",
        None,
        "A new system.",
    )
    assert Agreement.get(made["id"]).status == "registered"
    assert "party:alone" in told(made["id"], scene.siro)
    assert "party:leave" in told(made["id"], scene.reviewer)
    assert "party:leave" in told(made["id"], scene.partner)


def test_party_that_left_is_invited_and_joins_again(scene, made):
    act(scene, "leave", made["id"], reason="A new system.")

    scene.party("invite", scene.editor, made["id"], scene.hackney)
    again = act(scene, "join", made["id"])

    assert (again["status"], again["left"], again["left_reason"]) == ("joined", None, None)


def test_party_that_leaves_while_others_stay_troubles_nobody_to_decide(scene):
    third = factories.body()
    parties = [{"body": body["id"]} for body in (scene.camden, scene.hackney, third)]
    draft = scene.draft(parties=parties)
    scene.act("submit", scene.editor, draft["id"])
    by_hand.change(
        "UPDATE datashare_party SET notice_waived_at = now() WHERE package_id = %(id)s",
        id=draft["id"],
    )
    scene.act("register", scene.reviewer, draft["id"])
    act(scene, "join", draft["id"])

    act(scene, "leave", draft["id"])

    assert "party:alone" not in told(draft["id"], scene.siro)
