"""A person sets up an app, keeps the codes, and confirms; by what the pages say, with axe."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import accessibility, factories, signing
from tests.live import log_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
WIDTHS = {320: 640, 1280: 800}


def look(page, name):
    """Hold the page that is open against WCAG at both widths, and keep its picture if asked."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        assert accessibility.violations(page) == []
        assert accessibility.sideways(page) <= 0
        assert len(accessibility.headings(page)) == 1
        if os.environ.get("DATASHARE_SCREENS"):
            page.screenshot(path=SCREENS / f"{name}-{width}.png", full_page=True)


def test_person_sets_up_an_app_and_confirms(visitor):
    person = factories.user()
    log_in(visitor, person["name"])
    visitor.get_by_role("link", name="Your tasks").click()
    visitor.get_by_role("link", name="Your second factor").click()
    look(visitor, "second-factor")
    visitor.get_by_label("Your password").fill("not-the-password")
    visitor.get_by_role("button", name="Set up", exact=True).click()
    assert "There is a problem" in visitor.get_by_role("alert").inner_text()
    look(visitor, "second-factor-wrong")
    visitor.get_by_label("Your password").fill(factories.PASSWORD)
    visitor.get_by_role("button", name="Set up", exact=True).click()
    look(visitor, "second-factor-setup")
    given = signing.code_of_page(visitor)
    visitor.get_by_label("Code", exact=True).fill(given)
    visitor.get_by_role("button", name="Continue").click()
    look(visitor, "second-factor-codes")
    recovery = visitor.locator("ol li code").first.inner_text()
    visitor.get_by_role("link", name="I have kept them").click()
    assert "recovery codes are left" in visitor.locator("main, [role=main]").first.inner_text()
    look(visitor, "second-factor-kept")

    visitor.goto("/confirm?back=/about")
    look(visitor, "confirm")
    signing.fill(visitor, given)
    assert "used before" in visitor.get_by_role("alert").inner_text()
    signing.fill(visitor, recovery)
    visitor.wait_for_url("**/about")


def test_person_confirms_without_script(any_visitor):
    person = factories.user()
    signing.enrol(person)
    log_in(any_visitor, person["name"])

    signing.confirm_in_browser(any_visitor, person)

    assert any_visitor.url.endswith("/about")
