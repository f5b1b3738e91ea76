"""Every page at both widths: no rule of WCAG 2.2 AA broken, nothing sideways, and its picture."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage

from tests import accessibility, factories
from tests.live import log_in
from tests.team import Team, draft, in_review, pdf, registered

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
WIDTHS = {320: 640, 1280: 800}


class Scene:
    """The sample register, with two councils that also have agreements on the way to it."""

    def __init__(self):
        import ckanext.datashare
        from ckanext.datashare import clock
        from ckanext.datashare.importers import read, write

        sample = Path(ckanext.datashare.__file__).parent / "sample"
        for format, pattern in (("dea", "dea_*"), ("nhs-digital", "nhs_*")):
            rows = list(read(format, sorted(sample.glob(pattern))))
            list(write.Import(rows, now=clock.now, create_bodies=True).run())
        self.sessions = {}
        unique = factories.unique("alder")
        self.lead = Team(name=unique, title="Alder Council")
        self.partner = Team(title="Birch Council")
        self.draft = draft(self.lead, self.partner, title="School places: Alder to Birch")
        letter = pdf("Data sharing agreement", "Write to jane.doe@alder.example, 020 7946 0018.")
        factories.call(
            "datashare_document_upload",
            self.lead.editor["name"],
            id=self.draft["id"],
            upload=FileStorage(io.BytesIO(letter), filename="School places, signed.pdf"),
        )
        self.review = in_review(self.lead, self.partner, title="Blue Badges: Alder to Birch")
        self.registered = registered(
            self.lead,
            self.partner,
            title="Flu vaccines: Alder to Birch",
            start_date="2026-01-01",
            review_date="2026-02-01",
            rights_contact="rights@alder.example",
        )
        deaths = factories.call(
            "package_search", "", q="births deaths hounslow", fq="dataset_type:agreement", rows=1
        )
        self.imported = deaths["results"][0]["reference"]


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


def address(scene, page):
    draft, review = scene.draft["id"], scene.review["id"]
    return {
        "register": "/agreement",
        "register-search": "/agreement?q=hospital+deaths&theme=health-and-wellbeing",
        "register-nothing": "/agreement?q=zzzyyyxxx",
        "agreement": f"/agreement/{scene.imported}",
        "agreement-active": f"/agreement/{scene.registered['reference']}",
        "missing": "/agreement/DSL-2020-000000",
        "body": "/body/hounslow",
        "body-many": "/body/nhs-digital",
        "add": "/agreement/new/existing",
        "draft": f"/agreement/{draft}",
        "edit": f"/agreement/{draft}/edit",
        "upload": f"/agreement/{draft}/document/new",
        "document": f"/agreement/{draft}/review",
        "review": f"/agreement/{review}",
        "act": f"/agreement/{review}/act/return",
        "preparation": "/agreement?in=preparation",
    }[page]


PUBLIC = (
    *("register", "register-search", "register-nothing", "agreement", "agreement-active"),
    *("missing", "body", "body-many"),
)
EDITOR = ("add", "draft", "edit", "upload", "document", "preparation")
REVIEWER = ("review", "act")


@pytest.fixture(params=sorted(WIDTHS), ids=str)
def width(request):
    return request.param


@pytest.fixture
def opened(chromium, live, scene, width):
    """Return what opens a page of the live site at a width, as a person or as nobody."""
    contexts = []

    def open_(name, person=None):
        context = chromium.new_context(
            base_url=live,
            viewport={"width": width, "height": WIDTHS[width]},
            locale="en-GB",
            timezone_id="Europe/London",
            storage_state=scene.sessions.get(person and person["name"]),
        )
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        if person is not None and person["name"] not in scene.sessions:
            log_in(page, person["name"])
            scene.sessions[person["name"]] = context.storage_state()
        page.goto(address(scene, name))
        return page

    yield open_
    for context in contexts:
        context.close()


def inspect(page, name, width):
    picture = SCREENS / f"{name}-{width}.png"
    # References and days differ from run to run: a picture is taken anew when asked for.
    if not picture.exists() or "DATASHARE_SCREENS" in os.environ:
        page.screenshot(path=picture)

    assert accessibility.violations(page) == []
    assert accessibility.sideways(page) == 0
    assert len(accessibility.headings(page)) == 1
    assert not [said for said in page.said if "Content Security Policy" in said]


@pytest.mark.feature(1)
@pytest.mark.feature(2)
@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_is_accessible_at_each_width(opened, width, name):
    inspect(opened(name), name, width)


@pytest.mark.parametrize("name", EDITOR)
def test_page_of_an_editor_is_accessible_at_each_width(opened, scene, width, name):
    inspect(opened(name, scene.lead.editor), name, width)


@pytest.mark.parametrize("name", REVIEWER)
def test_page_of_a_reviewer_is_accessible_at_each_width(opened, scene, width, name):
    inspect(opened(name, scene.lead.reviewer), name, width)


def test_agreement_tells_the_answer_on_the_first_screen(opened, scene, width):
    page = opened("agreement")

    for part in ("h1", ".ds-state", ".ds-lead .ds-text"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] < WIDTHS[width], part
    assert page.locator(".ds-lead .ds-text").first.bounding_box()["width"] <= 720


def test_filters_wait_behind_a_button_on_phones_and_stand_open_beside_results(opened, width):
    page = opened("register")
    first = page.locator(".ds-filter a").first

    if width == 320:
        assert not first.is_visible()
        page.locator(".ds-filters > summary").focus()
        page.keyboard.press("Enter")
    assert first.is_visible()


def test_each_sheet_of_a_printed_agreement_says_what_it_is(opened, scene, width, tmp_path):
    import pypdfium2 as pdfium

    page = opened("agreement")
    path = tmp_path / "printed.pdf"
    page.pdf(path=path, format="A4")

    sheets = [sheet.get_textpage().get_text_range() for sheet in pdfium.PdfDocument(path)]
    assert len(sheets) > 1
    for sheet in sheets:
        assert f"{scene.imported}, version 1" in " ".join(sheet.split())
        assert f"/agreement/{scene.imported}" in sheet
    assert "Read the rest" not in " ".join(sheets)
