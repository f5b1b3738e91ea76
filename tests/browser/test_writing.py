"""Guided writing in a browser: every page at both widths, and the way by visible labels alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import accessibility, factories, library
from tests.live import log_in
from tests.team import Team

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
WIDTHS = {320: 640, 1280: 800}
OUTCOME = "We want to find families who miss out on free school meals"


class Scene:
    def __init__(self):
        self.lead, self.partner = Team(title="Fennel Council"), Team(title="Ginger Council")
        library.loaded()
        factories.call(
            "igtemplates_approval_give",
            self.lead.reviewer["name"],
            id="one-way",
            body=self.lead.body["id"],
            role="ig_lead",
        )
        self.draft = factories.call(
            "package_create",
            self.lead.editor["name"],
            type="agreement",
            origin="new",
            title="Free school meals: Fennel Council to Ginger Council",
            owner_org=self.lead.body["id"],
            template="one-way",
            template_version="1",
            purpose=OUTCOME,
            direction="one-way",
            data_types=["personal"],
            parties=[{"body": self.lead.body["id"], "role": "controller", "discloses": True}],
            deviations=[
                {
                    "clause": "complaints",
                    "change": "People complain to the school first, then to the council.",
                    "reason": "Families know their school best.",
                }
            ],
        )["id"]
        self.session = None


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture(params=[320, 1280], ids=str)
def width(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request):
    return request.param


@pytest.fixture
def editor(chromium, live, scene):
    """Return what opens a page for the lead's editor."""
    contexts = []

    def open_(path, width=1280, script=True):
        context = chromium.new_context(
            base_url=live,
            viewport={"width": width, "height": WIDTHS[width]},
            java_script_enabled=script,
            locale="en-GB",
            timezone_id="Europe/London",
            storage_state=scene.session,
        )
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        if scene.session is None:
            log_in(page, scene.lead.editor["name"])
            scene.session = context.storage_state()
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()


def inspect(page, name, width):
    picture = SCREENS / f"{name}-{width}.png"
    if not picture.exists() or "DATASHARE_SCREENS" in os.environ:
        page.screenshot(path=picture)
    assert accessibility.violations(page) == []
    assert accessibility.sideways(page) == 0
    assert len(accessibility.headings(page)) == 1
    assert not [said for said in page.said if "Content Security Policy" in said]


def press(page, name):
    page.get_by_role("button", name=name).last.click()


def begin(page, scene):
    page.get_by_label("What you want to achieve").fill(OUTCOME)
    page.get_by_label("A working title").fill("Free school meals")
    for label in ("Two", "One way", "Personal data"):
        page.get_by_label(label, exact=True).check()
    page.get_by_role("group", name="Is it about children?").get_by_label("Yes").check()
    page.get_by_label("1,000 to 9,999").check()
    press(page, "Continue")


PAGES = {
    "writing-new": "/agreement/new",
    "writing-begin": "/agreement/write",
    "writing-tasks": "/agreement/{id}/write",
    "writing-section": "/agreement/{id}/write/section/outcome",
    "writing-rows": "/agreement/{id}/write/section/who",
    "writing-clause": "/agreement/{id}/write/clause/complaints",
    "writing-check": "/agreement/{id}/write/check",
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_at_each_width(editor, scene, width, name):
    page = editor(PAGES[name].format(id=scene.draft), width)

    inspect(page, name, width)


def test_templates_to_choose_from_are_accessible_at_each_width(editor, scene, width):
    page = editor("/agreement/write", width)

    begin(page, scene)

    inspect(page, "writing-choose", width)


@pytest.mark.feature(40)
@pytest.mark.feature(41)
def test_visible_labels_lead_from_an_outcome_to_checked_answers(editor, scene, script):
    page = editor("/agreement", script=script)
    page.get_by_role("link", name="Write a new agreement").click()
    page.get_by_label("No, write a new agreement").check()
    press(page, "Continue")
    begin(page, scene)
    page.get_by_role("button", name="Use this template “One-way").click()

    page.get_by_role("link", name="Continue", exact=True).click()
    page.get_by_label("How would you explain it to a resident?").fill("Schools offer meals.")
    press(page, "Save and continue")
    party = page.get_by_role("group", name="Party 2")
    party.get_by_label("Organisation", exact=True).fill(scene.partner.title)
    press(page, "Save and continue")
    page.get_by_role("link", name="Write", exact=True).click()
    page.get_by_role("link", name="How it is shared and kept safe").click()
    outside = "Does any of it leave the United Kingdom?"
    assert not page.get_by_text("Which safeguard protects data").is_visible()
    page.get_by_role("group", name=outside).get_by_label("Yes").check()
    press(page, "Save and continue")
    assert page.get_by_text("Which safeguard protects data").is_visible()
    press(page, "Save and come back later")

    page.get_by_role("link", name="Check your answers").click()
    said = page.locator("#content").inner_text()
    assert "Schools offer meals." in said
    assert "Enter an answer for “Which safeguard protects data" in said


def test_mistake_is_told_first_and_keeps_what_was_typed(editor, scene):
    page = editor(f"/agreement/{scene.draft}/write/clause/complaints")
    page.get_by_label("Text you may change").fill("People complain to us.")
    page.get_by_label("Why this agreement needs other words").fill("")

    press(page, "Save")

    assert page.title().startswith("Error: ")
    page.wait_for_function("document.activeElement.id === 'error-summary'")
    assert page.get_by_label("Text you may change").input_value() == "People complain to us."
