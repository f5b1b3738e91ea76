"""Pages of versions and running agreements at both widths: WCAG 2.2 AA, nothing sideways."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests import accessibility, factories
from tests.live import log_in
from tests.team import Team, act, registered

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
WIDTHS = {320: 640, 1280: 800}
AIM = "Officers of Alder tell Birch which families moved, so that nobody loses a school place."
ITEMS = [{"name": "Name and address of a parent"}, {"name": "Name of the child"}]


class Scene:
    """An agreement in its second version with a third on the way; one that ends, half paused."""

    def __init__(self):
        from ckanext.datashare import london

        self.sessions = {}
        self.lead, self.partner = Team(title="Alder Council"), Team(title="Birch Council")
        fields = {"purpose": AIM, "data_items": ITEMS, "start_date": "2026-01-01"}
        self.old = registered(self.lead, self.partner, title="School places", **fields)
        new = self.start(self.old["id"])
        items = [*ITEMS, {"name": "School of the child"}]
        aim = AIM.replace("families moved", "families moved in the last month")
        factories.call("package_patch", self.editor, id=new["id"], purpose=aim, data_items=items)
        act("submit", self.lead.editor, new["id"])
        self.party("waive_notice", new["id"])
        act("register", self.lead.reviewer, new["id"])
        self.start(new["id"])
        self.ending = registered(
            self.lead, self.partner, title="Flu vaccines", start_date="2026-01-01"
        )
        self.party("join", self.ending["id"])
        self.party("suspend", self.ending["id"], reason="A breach at Birch is looked into.")
        last = str(london.day() + timedelta(days=60))
        act("end", self.lead.siro, self.ending["id"], reason="The pilot is over.", date=last)

    @property
    def editor(self):
        return self.lead.editor["name"]

    def start(self, id):
        return factories.call("datashare_version_start", self.editor, id=id)

    def party(self, act, id, **data):
        body = self.partner.body["id"]
        factories.call(f"datashare_party_{act}", self.partner.dpo["name"], id=id, body=body, **data)


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


def pages(scene):
    """Return who opens which address, by the name of the picture."""
    reference, ending = scene.old["reference"], scene.ending["reference"]
    return {
        "versions": (None, f"/agreement/{reference}/versions"),
        "versions-three": (scene.lead.editor, f"/agreement/{reference}/versions?old=1&new=2"),
        "version-start": (scene.lead.editor, f"/agreement/{ending}/versions/new"),
        "replaced": (None, f"/agreement/{scene.old['name']}"),
        "ending": (None, f"/agreement/{ending}"),
        "act-end": (scene.lead.siro, f"/agreement/{ending}/act/end"),
        "act-resume": (
            scene.partner.dpo,
            f"/agreement/{ending}/party/{scene.partner.body['name']}/resume",
        ),
    }


NAMES = (
    *("versions", "versions-three", "version-start", "replaced", "ending"),
    *("act-end", "act-resume"),
)


@pytest.mark.parametrize("width", sorted(WIDTHS))
@pytest.mark.parametrize("name", NAMES)
def test_page_is_accessible_at_each_width(chromium, live, scene, name, width):
    person, address = pages(scene)[name]
    context = chromium.new_context(
        base_url=live,
        viewport={"width": width, "height": WIDTHS[width]},
        locale="en-GB",
        timezone_id="Europe/London",
        storage_state=scene.sessions.get(person and person["name"]),
    )
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    if person is not None and person["name"] not in scene.sessions:
        log_in(page, person["name"])
        scene.sessions[person["name"]] = context.storage_state()
    page.goto(address)
    picture = SCREENS / f"{name}-{width}.png"
    if not picture.exists() or "DATASHARE_SCREENS" in os.environ:
        page.screenshot(path=picture, full_page=True)

    assert accessibility.violations(page) == []
    assert accessibility.sideways(page) == 0
    assert len(accessibility.headings(page)) == 1
    assert not [one for one in said if "Content Security Policy" in one]
    context.close()
