"""Checking what was written: gaps by name, changed clauses with reasons, and on to review."""

from __future__ import annotations

import pytest

from tests import factories, writing
from tests.page import heading, parsed, select, words
from tests.team import Team


class Scene:
    def __init__(self):
        self.lead, self.partner = Team(title="Rowan Council"), Team(title="Sorrel Council")
        self.template = factories.unique("one-way")
        writing.publish(self.lead.body["id"], writing.template(self.template))

    def draft(self, **data):
        return factories.call(
            "package_create",
            self.lead.editor["name"],
            type="agreement",
            origin="new",
            title="School meals",
            owner_org=self.lead.body["id"],
            template=self.template,
            template_version="1",
            **data,
        )["id"]

    def show(self, id):
        return factories.call("igtemplates_writing_show", self.lead.editor["name"], id=id)


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def visit(app, scene):
    def open_(path, data=None, status=200):
        headers = factories.headers(scene.lead.editor["name"])
        if data is None:
            return app.get(path, headers=headers, status=status)
        return app.post(path, headers=headers, data=data, status=status, follow_redirects=False)

    return open_


def text(response):
    return words(parsed(response).xpath("//body")[0])


def mistakes(response):
    return [words(line) for line in select(parsed(response), ".ds-summary li")]


def clause(visit, id, status=302, **said):
    path = f"/agreement/{id}/write/clause/review"
    (field,) = parsed(visit(path)).xpath("//input[@name='seen']")
    return visit(path, {"seen": field.get("value"), **said}, status=status)


@pytest.mark.feature(45)
def test_check_names_each_gap_and_leads_to_its_question(visit, scene):
    id = scene.draft(purpose="To feed children")

    page = parsed(visit(f"/agreement/{id}/write/check"))

    assert heading(page) == "Check your answers"
    links = {words(link): link.get("href") for link in page.iter("a")}
    gap = "Name every organisation that shares."
    assert links[gap].endswith(f"/agreement/{id}/write/section/who#field-parties")
    assert "The ICO's data sharing code: 0 of 19" in words(page)


@pytest.mark.feature(44)
def test_changed_clause_needs_a_reason_and_is_shown_word_by_word(visit, scene):
    id = scene.draft()

    bare = clause(visit, id, status=400, change="They do so each month.", reason="")
    clause(visit, id, change="They do so each month.", reason="It changes often.")
    page = parsed(visit(f"/agreement/{id}/write/check"))

    assert mistakes(bare) == ["Enter why this agreement needs other words."]
    assert "1 clause changed, with a reason." in words(page)
    assert [words(one) for one in page.iter("del")] == ["Removed: year"]
    assert [words(one) for one in page.iter("ins")] == ["Added: month"]
    assert "It changes often." in words(page)


def test_approved_text_put_back_is_no_change(visit, scene):
    id = scene.draft()
    clause(visit, id, change="They do so each month.", reason="It changes often.")

    clause(visit, id, change="They do so each year.", reason="")

    assert scene.show(id)["deviations"]["sentence"] == "The text is the approved one."


@pytest.mark.feature(37)
def test_fixed_clause_has_no_page_to_change_it(visit, scene):
    id = scene.draft()

    visit(f"/agreement/{id}/write/clause/purpose", status=404)
    page = visit(f"/agreement/{id}/write/clause/review")

    assert "This part was approved and cannot be changed." in text(page)


def test_question_that_register_and_template_both_ask_is_one_gap(visit, scene):
    id = scene.draft(outside_uk="yes")

    page = parsed(visit(f"/agreement/{id}/write/check"))

    gaps = [words(line) for line in page.xpath("//section[@aria-labelledby='gaps']//li")]
    assert [gap for gap in gaps if "afeguard" in gap] == [
        "Enter an answer for “Which safeguard is there?”."
    ]


def test_unfinished_text_is_not_sent_and_each_reason_is_linked(visit, scene):
    id = scene.draft(purpose="To feed children")

    response = visit(f"/agreement/{id}/write/submit", {}, status=400)

    assert "Enter an answer for “Security measures”." in mistakes(response)
    (link,) = [line for line in parsed(response).iter("a") if "Security measures" in words(line)][
        :1
    ]
    assert link.get("href").endswith("/section/how#field-security_measures")


@pytest.mark.feature(40)
def test_finished_text_is_sent_for_review(visit, scene):
    bodies = [
        {"body": team.body["id"], "role": "controller"} for team in (scene.lead, scene.partner)
    ]
    needed = _needed(scene)
    id = scene.draft(**{**needed, "parties": bodies, "outside_uk": "no"})
    checked = parsed(visit(f"/agreement/{id}/write/check"))
    assert [words(line) for line in checked.xpath("//section[@aria-labelledby='gaps']//li")] == []
    assert "Nothing is missing." in words(checked)

    visit(f"/agreement/{id}/write/submit", {}, status=302)

    shown = factories.call("package_show", scene.lead.editor["name"], id=id)
    assert shown["status"] == "review"
    visit(f"/agreement/{id}/write", status=403)


def _needed(scene):
    """Return an answer to everything that the register needs, of the right kind."""
    from ckanext.datashare.shared import schemas, vocabulary

    made, later = {}, ("retention_start",)
    for name, known in schemas.fields("agreement").items():
        asked = known.definition.get("required_for") or name in later
        if asked and name not in ("title", "owner_org", "parties"):
            made[name] = _answer(known, scene, vocabulary)
    return {**made, "purpose": "To feed children", "storage_location": ""}


def _answer(known, scene, vocabulary):
    if known.kind == "rows":
        return [
            {
                part.name: _answer(part, scene, vocabulary)
                for part in known.subfields.values()
                if part.name != "id"
            }
        ]
    if known.vocabulary:
        term = next(iter(vocabulary.load(known.vocabulary)))
        term = "no" if known.vocabulary == "yes_no" else term
        return [term] if known.kind == "choices" else term
    return {
        "date": "2027-01-01",
        "duration": "P1Y",
        "body": scene.partner.body["id"],
        "link": "https://www.example.org/notice",
        "mailbox": "rights@example.org",
        "flag": True,
        "whole_number": "24",
    }.get(known.kind, "Said in words")
