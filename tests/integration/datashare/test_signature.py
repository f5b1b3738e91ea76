"""Signing: who may, what the last signature does, and what the proof shows."""

from __future__ import annotations

import json

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare import verify
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.frozen import Frozen
from ckanext.datashare.model.party import Party
from ckanext.datashare.model.signature import Signature

from tests import factories, signing, written
from tests.factories import call
from tests.team import Team, act


class Scene:
    def __init__(self):
        self.lead, self.second, self.third = (
            Team(title=f"{name} Council") for name in ("Alder", "Birch", "Cedar")
        )
        self.teams = (self.lead, self.second, self.third)


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def frozen(scene):
    """Return an agreement of three parties whose text is fixed and read by all."""
    made = written.agreed(*scene.teams)
    act("freeze", scene.lead.reviewer, made["id"])
    for team in scene.teams:
        written.say("read", team.siro, made["id"], body=team.body["id"])
    return made


def sign(app, team, id, *, who=None, role="siro", body=None):
    who = who or team.siro
    with signing.session(app, who):
        return call(
            "datashare_signature_create",
            who["name"],
            id=id,
            body=body or team.body["id"],
            role=role,
        )


def events(id):
    query = model.Session.query(Event.action).filter(Event.subject_id == id)
    return [action for (action,) in query.order_by(Event.at)]


def test_freezing_gives_the_reference_and_fixes_every_part(scene, frozen):
    row = Agreement.get(frozen["id"])
    kept = Frozen.get(row.frozen_id)

    proof = call("datashare_signature_proof", scene.lead.editor["name"], id=frozen["id"])

    paths = [part["path"] for part in proof["parts"]]
    assert row.reference and row.status == "signing"
    assert kept.pdf.startswith(b"%PDF") and kept.rule == "all"
    assert {"field:title", "field:purposes", "field:parties"} <= set(paths)
    assert len(set(paths)) == len(paths)


@pytest.mark.feature(72)
def test_last_signature_registers_and_makes_the_copy_public(app, scene, frozen):
    for team in scene.teams[:2]:
        sign(app, team, frozen["id"])
    assert Agreement.get(frozen["id"]).status == "signing"

    sign(app, scene.third, frozen["id"])

    shown = call("package_show", "", id=Agreement.get(frozen["id"]).reference)
    assert shown["status"] == "registered" and not shown["private"]
    assert [resource["format"] for resource in shown["resources"]] == ["PDF"]
    assert {party.status for party in Party.of(frozen["id"])} == {"joined"}
    assert events(frozen["id"])[-3:] == [
        "agreement:party:signed",
        "agreement:party:signed",
        "agreement:state:registered",
    ]


def test_lead_and_one_other_are_enough_where_that_was_chosen(app, scene):
    made = written.agreed(*scene.teams, in_force_when="lead_and_one")
    act("freeze", scene.lead.reviewer, made["id"])
    for team in scene.teams:
        written.say("read", team.siro, made["id"], body=team.body["id"])

    sign(app, scene.second, made["id"])
    assert Agreement.get(made["id"]).status == "signing"
    sign(app, scene.lead, made["id"])
    assert Agreement.get(made["id"]).status == "registered"
    assert Party.get(made["id"], body=scene.third.body["id"]).status == "invited"
    sign(app, scene.third, made["id"])

    assert Party.get(made["id"], body=scene.third.body["id"]).status == "joined"
    assert events(made["id"])[-1] == "agreement:party:signed"


def test_body_signs_once(app, scene, frozen):
    sign(app, scene.second, frozen["id"])

    with pytest.raises(tk.ValidationError, match="signed already"):
        sign(app, scene.second, frozen["id"])


def test_nobody_signs_what_nobody_read(app, scene):
    made = written.agreed(*scene.teams)
    act("freeze", scene.lead.reviewer, made["id"])

    with pytest.raises(tk.ValidationError, match="Open the document"):
        sign(app, scene.second, made["id"])


def test_nobody_signs_in_a_role_or_for_a_body_not_theirs(app, scene, frozen):
    with pytest.raises(tk.NotAuthorized):
        sign(app, scene.second, frozen["id"], role="iao")
    with pytest.raises(tk.NotAuthorized):
        sign(app, scene.second, frozen["id"], body=scene.third.body["id"])
    with pytest.raises(tk.NotAuthorized):
        sign(app, scene.second, frozen["id"], who=scene.second.dpo)
    assert Signature.under(Agreement.get(frozen["id"]).frozen_id) == []


def test_call_without_a_browser_session_never_signs(scene, frozen):
    for context in (
        {"user": scene.second.siro["name"], "ignore_auth": False},
        {"user": scene.second.siro["name"], "ignore_auth": True},
    ):
        with pytest.raises(tk.NotAuthorized):
            tk.get_action("datashare_signature_create")(
                context,
                {"id": frozen["id"], "body": scene.second.body["id"], "role": "siro"},
            )
        model.Session.rollback()


def test_sysadmin_signs_for_nobody(app, scene, frozen):
    with pytest.raises(tk.NotAuthorized):
        sign(app, scene.second, frozen["id"], who=factories.sysadmin())


def test_role_that_ended_a_second_ago_does_not_sign(app, scene, frozen):
    team = Team(title="Dogwood Council")
    made = written.agreed(scene.lead, team)
    act("freeze", scene.lead.reviewer, made["id"])
    written.say("read", team.siro, made["id"], body=team.body["id"])
    call(
        "datashare_role_revoke",
        team.admin["name"],
        body=team.body["id"],
        user=team.siro["id"],
        role="siro",
    )

    with pytest.raises(tk.NotAuthorized):
        sign(app, team, made["id"])


def test_reopened_text_binds_nobody_and_stays_as_evidence(app, scene, frozen):
    sign(app, scene.second, frozen["id"])
    old = Agreement.get(frozen["id"]).frozen_id

    act("reopen", scene.lead.reviewer, frozen["id"], reason="A wrong date.")

    assert Agreement.get(frozen["id"]).frozen_id is None
    assert len(Signature.under(old)) == 1
    assert call("datashare_signature_list", scene.lead.editor["name"], id=frozen["id"]) == []
    with pytest.raises(tk.ValidationError):
        sign(app, scene.third, frozen["id"])


@pytest.mark.feature(73)
def test_proof_holds_offline_and_a_changed_word_does_not(app, scene, frozen, tmp_path, capsys):
    for team in scene.teams:
        sign(app, team, frozen["id"])
    proof = call("datashare_signature_proof", "", id=frozen["id"])
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(proof, indent=1), "utf-8")
    proof["parts"][3]["value"] += "!"
    bad.write_text(json.dumps(proof, indent=1), "utf-8")

    assert verify.main([str(good), "--key", proof["public_keys"][0]]) == 0
    assert "Alder Council (siro" in capsys.readouterr().out
    assert verify.main([str(bad)]) == 1
    assert "a word was changed" in capsys.readouterr().out


def test_people_are_named_to_nobody_in_the_proof(app, scene, frozen):
    sign(app, scene.second, frozen["id"])
    text = json.dumps(call("datashare_signature_proof", scene.lead.editor["name"], id=frozen["id"]))

    assert scene.second.siro["id"] not in text and scene.second.siro["name"] not in text
