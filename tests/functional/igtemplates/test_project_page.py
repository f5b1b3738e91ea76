"""Pages of projects and impact assessments, as each person sees them."""

from __future__ import annotations

import pytest

from tests import assessed, factories, page
from tests.team import Team


@pytest.fixture(scope="module")
def lead(suite_app):
    return Team(title="Elm Council")


@pytest.fixture(scope="module")
def partner(suite_app):
    return Team(title="Fir Council")


def _get(app, address, who=None):
    return app.get(address, headers=factories.headers(who["name"]) if who else {})


def _post(app, address, who, **data):
    return app.post(address, params=data, headers=factories.headers(who["name"]))


def test_project_begins_with_the_outcome(suite_app, lead):
    shown = _get(suite_app, "/project/new", lead.editor).body
    assert shown.index("Who could do what differently") < shown.index("Which data that takes")

    said = {"title": "No outcome", "owner_org": lead.body["id"]}
    refused = _post(suite_app, "/project/new", lead.editor, **said)
    assert "Enter who could do what differently" in refused.body
    made = _post(suite_app, "/project/new", lead.editor, outcome="A nurse could call.", **said)
    assert "Step 1 of 7" in made.body and "Only the organisations that take part" in made.body


def test_project_page_names_who_decides_and_takes_the_decision(suite_app, lead, partner):
    made = assessed.project(lead, partner)
    address = f"/project/{made['id']}"

    editor, decider = _get(suite_app, address, lead.editor), _get(suite_app, address, lead.reviewer)

    assert "Ask for a decision" in editor.body and "Record a decision" not in editor.body
    assert "Information governance lead" in editor.body and "0 days" in editor.body
    assert "Record a decision" in decider.body
    wrong = _post(suite_app, f"{address}/decide", lead.reviewer, step="1", outcome="go")
    assert wrong.status_code == 400 and "There is a problem" in wrong.body
    said = {"step": "1", "outcome": "go", "reason": "Worth a look."}
    done = _post(suite_app, f"{address}/decide", lead.reviewer, **said)
    assert "Step 2 of 7" in done.body and "Worth a look." in done.body
    assert lead.reviewer["fullname"] not in _get(suite_app, address, lead.editor).body


def test_project_and_assessment_are_missing_to_strangers(suite_app, lead, partner):
    made, dpia, stranger = assessed.project(lead), assessed.dpia(lead), Team()

    for address in (f"/project/{made['id']}", f"/dpia/{dpia['id']}"):
        hidden = _get(suite_app, address, stranger.editor)
        missing = _get(suite_app, f"/{address.split('/')[1]}/none", stranger.editor)
        assert hidden.status_code == missing.status_code == 404
        assert "Page not found" in hidden.body and "Page not found" in missing.body
    listed = _get(suite_app, "/project", stranger.editor).body
    assert assessed.PROJECT["title"] not in listed
    assert assessed.PROJECT["title"] in _get(suite_app, "/project", lead.editor).body


def test_assessment_begun_from_a_project_carries_its_words(suite_app, lead):
    made = assessed.project(lead)

    begun = _post(suite_app, f"/project/{made['id']}/assess", lead.editor)

    assert "Risks of this project to people" in begun.body
    assert assessed.PROJECT["outcome"] in page.words(page.parsed(begun))
    project = factories.call("package_show", lead.editor["name"], id=made["id"])
    dpia = factories.call("package_show", lead.editor["name"], id=project["dpia"])
    assert dpia["purposes"] == assessed.PROJECT["outcome"] and dpia["project"] == made["id"]


@pytest.mark.feature(59, part=True)
def test_assessment_page_leads_from_advice_to_signature(suite_app, lead, partner):
    made = assessed.dpia(lead, partner)
    address = f"/dpia/{made['id']}"

    sent = _post(suite_app, f"{address}/submit", lead.editor, to="dpo_review")
    assert "With the data protection officer" in sent.body
    officer = _get(suite_app, address, lead.dpo).body
    assert "Record the advice" in officer and "Sign off" not in officer and "Return" in officer
    advised = _post(suite_app, f"{address}/advise", lead.dpo, text="Tell the parents.")
    assert "Tell the parents." in advised.body
    early = _post(suite_app, f"{address}/sign", lead.siro)
    assert early.status_code == 400 and "measures have to be approved" in early.body
    overruled = _post(suite_app, f"{address}/settle", lead.siro, kind="overruled")
    assert overruled.status_code == 400 and "Enter the reasons." in overruled.body
    for kind in ("accepted", "measures_approved", "residual_approved"):
        _post(suite_app, f"{address}/settle", lead.siro, kind=kind)
    assert "State: Signed." in _post(suite_app, f"{address}/sign", lead.siro).body


def test_stranger_and_visitor_cannot_post(suite_app, lead):
    made, stranger = assessed.dpia(lead), Team()

    assert _post(suite_app, f"/dpia/{made['id']}/sign", stranger.siro).status_code == 404
    assert "log in" in suite_app.post(f"/dpia/{made['id']}/sign").body.lower()
