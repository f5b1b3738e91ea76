"""The library in a browser: every page at both widths, read and used by whoever comes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests import accessibility, factories, library
from tests.live import log_in
from tests.team import Team
from tests.unit.igtemplates.given import small

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
WIDTHS = {320: 640, 1280: 800}
PAGES = {
    "templates": "/template",
    "template": "/template/pan-london",
    "template-compare": "/template/two-versions/compare",
}


@pytest.fixture(scope="module")
def borough(suite_app):
    library.loaded()
    made = Team(title="Hyssop Council")
    _publish_twice(made)
    factories.call(
        "igtemplates_approval_give",
        made.dpo["name"],
        id="pan-london",
        body=made.body["id"],
        role="dpo",
        expires="2099-12-31",
    )
    return made


def _publish_twice(keeper):
    for version, sent in (("1", "by secure mail"), ("2", "through this exchange, sealed")):
        said = small(id="two-versions", version=version, title="A template of two versions")
        said["clauses"][1]["editable"] = f"Data is sent {sent}."
        factories.call(
            "igtemplates_template_import",
            keeper.reviewer["name"],
            text=json.dumps(said),
            owner_org=keeper.body["id"],
        )


@pytest.fixture
def opened(chromium, live, borough):
    contexts = []

    def open_(path, width, who=None):
        context = chromium.new_context(
            base_url=live,
            viewport={"width": width, "height": WIDTHS[width]},
            locale="en-GB",
            timezone_id="Europe/London",
        )
        contexts.append(context)
        page = context.new_page()
        if who is not None:
            log_in(page, who["name"])
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()


def inspect(page, name, width):
    picture = SCREENS / f"{name}-{width}.png"
    if not picture.exists() or "DATASHARE_SCREENS" in os.environ:
        page.screenshot(path=picture, full_page=True)
    assert accessibility.violations(page) == []
    assert accessibility.sideways(page) == 0
    assert len(accessibility.headings(page)) == 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_library_page_is_accessible_at_each_width(opened, name, width):
    inspect(opened(PAGES[name], width), name, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_library_clause_opened_is_accessible(opened, width):
    page = opened("/template/pan-london", width)

    page.locator("summary", has_text="How long data is kept").click()

    opened_clause = page.locator("details[open]")
    assert opened_clause.get_by_text("You may change this part").is_visible()
    assert accessibility.violations(page) == []
    assert accessibility.sideways(page) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_approval_page_is_accessible_and_approves(opened, borough, width):
    page = opened("/template/pan-london/approve", width, borough.reviewer)

    inspect(page, "template-approve", width)
    page.get_by_label("Until when?").fill("2099-06-30")
    page.get_by_role("button", name="Approve", exact=True).click()

    assert page.get_by_role("cell", name="Hyssop Council").count() >= 2
