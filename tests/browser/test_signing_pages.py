"""Pages of signing at both widths: no rule of WCAG 2.2 AA broken, nothing sideways, a picture."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import accessibility, factories, signing, written
from tests.live import log_in
from tests.team import Team, act
from tests.written import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
WIDTHS = {320: 640, 1280: 800}
PARTNERS = ("Hazel", "Larch", "Maple", "Rowan")


class Scene:
    """An agreement in review with words from every side; another one being signed."""

    def __init__(self):
        self.sessions = {}
        self.lead = Team(title="Alder Council")
        self.partners = [Team(title=f"{name} Council") for name in PARTNERS]
        hazel, larch, maple, rowan = self.partners
        self.review = written.in_review(self.lead, *self.partners)["id"]
        body = {team: team.body["id"] for team in (self.lead, *self.partners)}
        say("read", hazel.siro, self.review, body=body[hazel])
        say("approve", larch.siro, self.review, body=body[larch])
        self.question = say(
            "query", maple.dpo, self.review, body=body[maple], text="Why four times a year?"
        )["id"]
        asked = say("query", hazel.dpo, self.review, body=body[hazel], text="Who sees the list?")
        reply = {"in_reply_to": asked["id"], "text": "Two officers of the warmer homes team."}
        say("answer", self.lead.reviewer, self.review, **reply)
        advice = say(
            "advise",
            self.lead.dpo,
            self.review,
            body=body[self.lead],
            outcome="go_ahead_if",
            text="Only if names go after the homes are matched.",
        )
        settled = {"in_reply_to": advice["id"], "outcome": "overruled"}
        say("settle", self.lead.siro, self.review, **settled, text="Officers write to families.")
        self.hazel, self.rowan = hazel, rowan
        self.signing = written.agreed(self.lead, hazel, title="Falls at home")["id"]
        act("freeze", self.lead.reviewer, self.signing)


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


def pages(scene):
    """Return who opens which address, by the name of the picture."""
    review, being_signed = f"/agreement/{scene.review}", f"/agreement/{scene.signing}"
    return {
        "board": (scene.lead.editor, f"{review}/board"),
        "read": (scene.rowan.siro, f"{review}/read"),
        "say": (scene.lead.reviewer, f"{review}/say/answer?in_reply_to={scene.question}"),
        "advise": (scene.hazel.dpo, f"{review}/say/advise"),
        "advice": (scene.lead.dpo, f"{review}/advice"),
        "desk": (scene.hazel.siro, "/desk"),
        "approving": (scene.rowan.siro, review),
        "unread": (scene.hazel.siro, f"{being_signed}/sign"),
    }


@pytest.fixture(params=sorted(WIDTHS), ids=str)
def width(request):
    return request.param


@pytest.fixture
def opened(chromium, live, scene, width):
    """Return what opens an address of the live site as a person."""
    contexts = []

    def open_(person, address):
        context = chromium.new_context(
            base_url=live,
            viewport={"width": width, "height": WIDTHS[width]},
            locale="en-GB",
            timezone_id="Europe/London",
            storage_state=scene.sessions.get(person["name"]),
        )
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        if person["name"] not in scene.sessions:
            log_in(page, person["name"])
            scene.sessions[person["name"]] = context.storage_state()
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()


def inspect(page, name, width):
    picture = SCREENS / f"signing-{name}-{width}.png"
    # References and days differ from run to run: a picture is taken anew when asked for.
    if not picture.exists() or "DATASHARE_SCREENS" in os.environ:
        page.screenshot(path=picture, full_page=name in ("board", "desk"))

    assert accessibility.violations(page) == []
    assert accessibility.sideways(page) == 0
    assert len(accessibility.headings(page)) == 1
    assert not [said for said in page.said if "Content Security Policy" in said]


@pytest.mark.feature(77)
@pytest.mark.parametrize(
    "name", ["board", "read", "say", "advise", "advice", "desk", "approving", "unread"]
)
def test_page_of_signing_is_accessible_at_each_width(opened, scene, width, name):
    person, address = pages(scene)[name]

    inspect(opened(person, address), name, width)


@pytest.mark.feature(72)
def test_signing_page_is_accessible_and_signs(opened, scene, width):
    team = scene.hazel if width == 320 else scene.lead
    signing.enrol(team.siro)
    page = opened(team.siro, f"/agreement/{scene.signing}")
    page.get_by_role("link", name="Read and sign").click()
    page.get_by_role("button", name="I have read it").click()
    signing.fill(page, signing.code(team.siro))
    page.get_by_role("heading", name="Sign this agreement").wait_for()

    inspect(page, "sign", width)
    page.get_by_label("I have read this text and sign it").check()
    page.get_by_role("button", name="Sign", exact=True).click()

    page.get_by_text(f"Signed for {team.title}.").wait_for()
    inspect(page, "signed", width)
    assert factories.call("datashare_signature_list", id=scene.signing)
