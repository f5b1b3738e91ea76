"""Parts kept from the public: nowhere public, always with a reason, still under the signatures."""

from __future__ import annotations

import json

import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare import verify
from ckanext.datashare.document.text import extract
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.document import Document

from tests import factories, signing, written
from tests.factories import call
from tests.team import Team, act

SECRET = "zephyrine"
PATH = "field:security_measures"


class Scene:
    def __init__(self):
        self.lead, self.partner = Team(title="Elder Council"), Team(title="Fir Council")


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


def signed(app, scene, *, withhold):
    """Make a registered agreement with a secret word in it, withheld before it is signed or not."""
    made = written.agreed(scene.lead, scene.partner, security_measures=f"The key is {SECRET}.")
    if withhold:
        decide("withhold", scene, made["id"])
    act("freeze", scene.lead.reviewer, made["id"])
    for team in (scene.lead, scene.partner):
        written.say("read", team.siro, made["id"], body=team.body["id"])
        with signing.session(app, team.siro):
            call(
                "datashare_signature_create",
                team.siro["name"],
                id=made["id"],
                body=team.body["id"],
                role="siro",
            )
    return made["id"]


def decide(act, scene, id, **data):
    fields = {"path": PATH, "reason": "It would help a burglar.", **data}
    if act == "withhold":
        fields.setdefault("exemption", "foia-31")
        fields.setdefault("public_interest", "Nobody needs the lock's number.")
    return call(f"datashare_part_{act}", scene.lead.dpo["name"], id=id, **fields)


def public_places(app, id):
    """Return everything that a visitor can get of an agreement, as text."""
    reference = Agreement.get(id).reference
    shown = call("package_show", "", id=reference)
    found = call("package_search", "", q=f"{SECRET}")
    events = call("datashare_event_list", "", agreement=reference)
    page = app.get(f"/agreement/{reference}").body
    proof = call("datashare_signature_proof", "", id=reference)
    copy = app.get(shown["resources"][0]["url"])
    text = "\n".join(extract(copy.data, filename="copy.pdf").pages)
    return json.dumps([shown, found, events, proof], default=str) + page + text


@pytest.mark.parametrize("withhold", [True, False], ids=["before signing", "after registration"])
def test_withheld_words_are_nowhere_public(app, scene, withhold):
    id = signed(app, scene, withhold=withhold)
    if not withhold:
        assert SECRET in public_places(app, id)
        decide("withhold", scene, id)

    public = public_places(app, id)

    assert f"The key is {SECRET}" not in public
    assert public.count(SECRET) == public.count(f"q={SECRET}")
    assert "It would help a burglar." in public


def test_proof_with_a_withheld_part_holds(app, scene, tmp_path, capsys):
    id = signed(app, scene, withhold=True)
    proof = call("datashare_signature_proof", "", id=id)
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof), "utf-8")

    assert verify.main([str(file)]) == 0
    part = next(part for part in proof["parts"] if part["path"] == PATH)
    assert part.keys() == {"path", "withheld", "commitment"}


def test_parties_go_on_reading_what_is_withheld(app, scene):
    id = signed(app, scene, withhold=True)

    proof = call("datashare_signature_proof", scene.partner.editor["name"], id=id)

    part = next(part for part in proof["parts"] if part["path"] == PATH)
    assert SECRET in part["value"]


def test_part_is_shown_after_all(app, scene):
    id = signed(app, scene, withhold=True)

    decide("disclose", scene, id, reason="The lock was changed.")

    shown = call("package_show", "", id=Agreement.get(id).reference)
    assert SECRET in shown["security_measures"]
    assert SECRET in (Document.public_copy(id).text or "")
    events = call("datashare_event_list", scene.lead.editor["name"], agreement=id)["events"]
    assert "agreement:part:disclosed" in {event["action"] for event in events}


@pytest.mark.parametrize("path", ["field:title", "field:parties", "field:nothing", "clause:none"])
def test_what_the_public_must_know_is_never_withheld(app, scene, path):
    made = written.draft(scene.lead, scene.partner)

    with pytest.raises(tk.ValidationError):
        decide("withhold", scene, made["id"], path=path)


@pytest.mark.parametrize("who", ["editor", "siro", "admin"])
def test_only_ig_lead_and_dpo_of_the_lead_decide(app, scene, who):
    made = written.draft(scene.lead, scene.partner)
    name = getattr(scene.lead, who)["name"]

    with pytest.raises(tk.NotAuthorized):
        call(
            "datashare_part_withhold",
            name,
            id=made["id"],
            path=PATH,
            reason="x",
            exemption="foia-31",
        )


def test_reason_and_exemption_are_needed(app, scene):
    made = written.draft(scene.lead, scene.partner)

    with pytest.raises(tk.ValidationError) as refusal:
        decide("withhold", scene, made["id"], reason="", exemption="because")

    assert set(refusal.value.error_dict) == {"reason", "exemption"}


def test_qualified_exemption_needs_the_public_interest_in_words(app, scene):
    made = written.draft(scene.lead, scene.partner)

    with pytest.raises(tk.ValidationError) as refusal:
        decide("withhold", scene, made["id"], public_interest="")
    absolute = decide("withhold", scene, made["id"], exemption="foia-41", public_interest="")

    assert set(refusal.value.error_dict) == {"public_interest"}
    assert absolute["exemption"] == "foia-41"


def test_who_runs_the_site_reads_no_withheld_words(app, scene):
    id = signed(app, scene, withhold=True)

    proof = call("datashare_signature_proof", factories.sysadmin()["name"], id=id)

    assert SECRET not in json.dumps(proof)


def test_new_version_has_what_is_withheld_and_goes_on_withholding_it(app, scene):
    id = signed(app, scene, withhold=True)

    draft = call("datashare_version_start", scene.lead.editor["name"], id=id)

    shown = call("package_show", scene.lead.editor["name"], id=draft["id"])
    kept = call("datashare_part_list", scene.lead.editor["name"], id=draft["id"])
    assert SECRET in shown["security_measures"]
    assert [part["path"] for part in kept] == [PATH]
