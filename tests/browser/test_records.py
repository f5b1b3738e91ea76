"""Records and notices, and a privacy notice that stands alone: accessible at both widths."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import accessibility
from tests.team import Team, registered

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
HEIGHTS = {320: 640, 1280: 800}


@pytest.fixture(scope="module")
def scene(suite_app):
    lead, partner = Team(title="Alder Council"), Team(title="Birch Council")
    made = registered(
        lead,
        partner,
        title="Free school meals: Alder to Birch",
        purpose="To find families who miss out on free school meals and offer them.",
        disclosed_information="Name, address and date of birth of children, and their parents'.",
        data_items=[
            {"name": "Date of birth", "needed_why": "To offer meals by age."},
            {"name": "Name and address", "needed_why": "To write to the family."},
        ],
        article_6=["e"],
        retention_period="P2Y",
        retention_start="received",
        disposal="destroyed",
        security_measures="Encrypted on the way and where it is kept.",
        start_date="2026-01-01",
        review_date="2027-03-03",
    )
    return {
        "records": f"/agreement/{made['reference']}/records",
        "privacy-notice": f"/agreement/{made['reference']}/records/privacy-notice.html"
        f"?body={partner.body['id']}",
    }


@pytest.mark.feature(47, part=True)
@pytest.mark.feature(67, part=True)
@pytest.mark.parametrize("width", sorted(HEIGHTS))
@pytest.mark.parametrize("name", ["records", "privacy-notice"])
def test_page_is_accessible_at_each_width(chromium, live, scene, name, width):
    context = chromium.new_context(
        base_url=live, viewport={"width": width, "height": HEIGHTS[width]}, locale="en-GB"
    )
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(scene[name])
    picture = SCREENS / f"{name}-{width}.png"
    if not picture.exists() or "DATASHARE_SCREENS" in os.environ:
        page.screenshot(path=picture, full_page=True)
    for fold in page.locator("main details > summary").all():
        fold.click()

    assert accessibility.violations(page) == []
    assert accessibility.sideways(page) == 0
    assert len(accessibility.headings(page)) == 1
    assert not [text for text in said if "Content Security Policy" in text]
    context.close()


def test_spreadsheet_is_downloaded_by_its_visible_label(chromium, live, scene):
    context = chromium.new_context(base_url=live, accept_downloads=True)
    page = context.new_page()
    page.goto(scene["records"])

    with page.expect_download() as download:
        page.get_by_role("link", name="Download for a spreadsheet (CSV)").click()

    assert download.value.suggested_filename.endswith("-ropa.csv")
    context.close()
