"""A new version of a signed agreement: signed anew, it takes the old one's place."""

from __future__ import annotations

import pytest
from ckanext.datashare.model.agreement import Agreement

from tests import written
from tests.factories import call
from tests.integration.datashare.test_signature import sign
from tests.team import Team, act


@pytest.fixture(scope="module")
def teams(suite_app):
    return Team(title="Kale Council"), Team(title="Larch Council")


def signed(app, teams, id):
    """Bring a complete draft to its last signature."""
    lead, partner = teams
    act("submit", lead.editor, id)
    written.say("approve", partner.siro, id, body=partner.body["id"])
    act("agree", lead.reviewer, id)
    act("freeze", lead.reviewer, id)
    for team in teams:
        written.say("read", team.siro, id, body=team.body["id"])
        sign(app, team, id)
    return Agreement.get(id)


@pytest.mark.feature(16)
def test_last_signature_of_a_new_version_replaces_the_old_one(app, teams):
    lead, _partner = teams
    first = signed(app, teams, written.draft(*teams)["id"])
    draft = call("datashare_version_start", lead.editor["name"], id=first.package_id)
    call("package_patch", lead.editor["name"], id=draft["id"], lay_summary="A better summary.")

    second = signed(app, teams, draft["id"])

    old = Agreement.get(first.package_id)
    assert (second.reference, second.version, second.status) == (first.reference, 2, "registered")
    assert (old.version, old.status) == (1, "superseded")
    assert call("package_show", "", id=first.reference)["lay_summary"] == "A better summary."
    assert call("package_show", "", id=old.package_id)["status"] == "superseded"
    log = call("datashare_event_list", "", agreement=old.package_id)["events"]
    assert log[0]["action"] == "agreement:state:superseded"
