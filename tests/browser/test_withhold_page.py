"""The page on which a body decides what the public does not see."""

from __future__ import annotations

import pytest

from tests import accessibility, factories, written
from tests.live import log_in
from tests.team import Team

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def scene(suite_app):
    return Team(title="Ivy Council"), Team(title="Juniper Council")


@pytest.mark.parametrize("width", [320, 1280])
def test_part_is_withheld_and_shown_again_by_visible_labels(visitor, scene, width):
    lead, partner = scene
    made = written.draft(lead, partner)
    visitor.set_viewport_size({"width": width, "height": 800})
    log_in(visitor, lead.dpo["name"])
    visitor.goto(f"/agreement/{made['id']}/withhold")
    visitor.get_by_label("Part", exact=True).select_option(label="Security measures")
    visitor.get_by_label("Exemption").select_option(label="FOIA section 31: law enforcement")
    visitor.get_by_label("Reason, in words for the public").fill("It would help a burglar.")
    visitor.get_by_role("button", name="Withhold it").click()
    assert visitor.get_by_role("alert").inner_text().startswith("There is a problem")
    assert accessibility.violations(visitor) == []

    visitor.get_by_label("Why the public interest").fill("Nobody needs the number of the lock.")
    visitor.get_by_role("button", name="Withhold it").click()

    assert "The part is withheld." in visitor.locator("body").inner_text()
    assert accessibility.violations(visitor) == []
    assert accessibility.sideways(visitor) <= 0
    visitor.get_by_label("Why it can be shown now").fill("The lock was changed.")
    visitor.get_by_role("button", name="Show it").click()
    assert "The part is shown." in visitor.locator("body").inner_text()
    events = factories.call("datashare_event_list", lead.editor["name"], agreement=made["id"])
    assert "agreement:part:disclosed" in {one["action"] for one in events["events"]}
