"""Projects and impact assessments: accessible at both widths, on the pages that each role sees."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import accessibility, assessed
from tests.live import log_in
from tests.team import Team

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
HEIGHTS = {320: 640, 1280: 800}
# Each page with the person who looks at it.
PAGES = {
    "projects": ("/project", "editor"),
    "project-new": ("/project/new", "editor"),
    "project": ("/project/{project}", "editor"),
    "project-decide": ("/project/{project}", "siro"),
    "project-edit": ("/project/{project}/edit", "editor"),
    "dpia": ("/dpia/{draft}", "editor"),
    "dpia-advise": ("/dpia/{sent}", "dpo"),
    "dpia-sign": ("/dpia/{sent}", "siro"),
}


@pytest.fixture(scope="module")
def scene(suite_app):
    lead, partner = Team(title="Alder Council"), Team(title="Birch Council")
    project = assessed.project(lead, partner)
    assessed.decide(lead.reviewer, project["id"], 1)
    draft = assessed.dpia(lead, partner, need="", measures=[])
    sent = assessed.dpia(lead, partner)
    assessed.act("submit", lead.editor, sent["id"], to="dpo_review")
    assessed.act("advise", lead.dpo, sent["id"], text="Tell the parents before the first list.")
    ids = {"project": project["id"], "draft": draft["id"], "sent": sent["id"]}
    return {"lead": lead, "ids": ids}


@pytest.mark.parametrize("width", sorted(HEIGHTS))
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_at_each_width(chromium, live, scene, name, width):
    address, who = PAGES[name]
    context = chromium.new_context(
        base_url=live, viewport={"width": width, "height": HEIGHTS[width]}, locale="en-GB"
    )
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    log_in(page, getattr(scene["lead"], who)["name"])

    page.goto(address.format(**scene["ids"]))
    picture = SCREENS / f"{name}-{width}.png"
    if not picture.exists() or "DATASHARE_SCREENS" in os.environ:
        page.screenshot(path=picture, full_page=True)

    assert accessibility.violations(page) == []
    assert accessibility.sideways(page) == 0
    assert len(accessibility.headings(page)) == 1
    assert not [text for text in said if "Content Security Policy" in text]
    context.close()


@pytest.mark.feature(51, part=True)
def test_project_goes_from_outcome_to_a_decision_by_visible_labels(chromium, live, scene):
    lead, context = scene["lead"], chromium.new_context(base_url=live, locale="en-GB")
    page = context.new_page()
    log_in(page, lead.editor["name"])

    page.goto("/project/new")
    page.get_by_label("Who could do what differently with better information?").fill("A nurse.")
    page.get_by_label("Who would use it, and what they would do").fill("She would call.")
    page.get_by_label("Title").fill("Calls in time")
    page.get_by_label("Summary").fill("Nurses call those who need it.")
    page.get_by_role("button", name="Save and go on").last.click()
    page.get_by_role("button", name="Ask for a decision").click()
    address = page.url
    context.clear_cookies()
    log_in(page, lead.reviewer["name"])
    page.goto(address)
    page.get_by_label("Go on").check()
    page.get_by_label("Reason").fill("Worth a look.")
    page.get_by_role("button", name="Record a decision").click()

    assert page.get_by_text("Step 2 of 7").is_visible()
    assert accessibility.violations(page) == []
    context.close()
