"""The register: found, counted and narrowed as the reader may see it, without a script."""

import secrets

import ckan.model as model
import pytest
from ckan.lib.search import SearchError
from ckanext.datashare import search
from lxml import html

from tests import factories
from tests.page import select, words
from tests.team import Team, draft, pdf, registered

PDF_WORD = "heliotrope"
# A search takes letters and digits apart, so words that nobody else has are of letters alone.
LETTERS = str.maketrans("0123456789", "ghijklmnop")


class Scene:
    def __init__(self):
        self.lead, self.partner = Team(title="Elder Council"), Team(title="Fir Council")
        self.word = "word" + secrets.token_hex(8).translate(LETTERS)
        common = {"lay_summary": f"A summary with {self.word} in it. And <b>more</b>."}
        self.first = registered(
            self.lead,
            self.partner,
            title="Housing: Elder to Fir",
            theme=["housing"],
            legal_powers=["dea-2017-s35"],
            data_subjects=["tenants"],
            areas=["E09000018"],
            start_date="2026-01-01",
            **common,
        )
        self.second = registered(
            self.lead, self.partner, title="Schools: Elder to Fir", theme=["housing"], **common
        )
        self.draft = draft(self.lead, self.partner, title="Secret plan", **common)


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def register(app, scene):
    """Return what opens the register and gives the page."""

    def open_(query="", who=None, status=200):
        headers = factories.headers(who["name"]) if who else {}
        response = app.get(f"/agreement?{query}", headers=headers, status=status)
        return html.fromstring(response.body)

    return open_


def titles(page):
    return [words(link) for link in select(page, ".ds-result-title a")]


def counted(page):
    return words(select(page, ".ds-found-count")[0])


@pytest.mark.feature(1)
@pytest.mark.feature(3)
def test_register_shows_a_visitor_what_is_public_with_its_number(register, scene):
    page = register(f"q={scene.word}")

    assert sorted(titles(page)) == ["Housing: Elder to Fir", "Schools: Elder to Fir"]
    assert counted(page) == f"2 agreements match “{scene.word}”"
    assert [words(heading) for heading in page.iter("h1")] == ["Find a data sharing agreement"]
    first = select(page, ".ds-result")[0]
    assert "Elder Council gives data to Fir Council" in words(first)


@pytest.mark.feature(2)
def test_register_links_each_agreement_by_its_reference(register, scene):
    page = register(f"q={scene.word}&theme=housing&power=dea-2017-s35")

    (link,) = select(page, ".ds-result-title a")
    assert link.get("href") == f"/agreement/{scene.first['reference']}"


@pytest.mark.feature(5)
def test_register_says_the_state_in_words(register, scene):
    page = register(f"q={scene.word}&sort=title")

    states = [words(tag) for tag in select(page, ".ds-result .ds-tag")]
    assert states == ["Active", "Dates not stated"]


@pytest.mark.feature(4)
@pytest.mark.feature(9)
@pytest.mark.feature(19)
def test_filters_have_words_and_counts_and_narrow_the_search(register, scene):
    page = register(f"q={scene.word}")

    shown = {
        words(section.find("h2")): {words(row) for row in section.iter("li")}
        for section in select(page, ".ds-filter")
    }
    assert "Elder Council 2 agreements" in shown["Organisation"]
    assert shown["Theme"] == {"Housing and homelessness 2 agreements"}
    assert (
        "Digital Economy Act 2017, section 35 (public service delivery) 1 agreement"
        in (shown["Legal power"])
    )
    assert shown["People the data is about"] == {
        "Tenants and leaseholders 1 agreement",
        "Not stated 1 agreement",
    }
    assert "Hounslow 1 agreement" in shown["Area"]
    assert shown["State"] == {"Active 1 agreement", "Dates not stated 1 agreement"}


def test_filter_link_leads_to_the_narrowed_search_and_back(register, app, scene):
    page = register(f"q={scene.word}")
    (link,) = [a for a in select(page, ".ds-filter a") if words(a) == "Hounslow"]

    narrowed = html.fromstring(app.get(link.get("href")).body)
    (remove,) = select(narrowed, ".ds-chosen li a")
    back = html.fromstring(app.get(remove.get("href")).body)

    assert titles(narrowed) == ["Housing: Elder to Fir"]
    assert words(remove) == "Remove filter Area: Hounslow"
    assert len(titles(back)) == 2


def test_filter_by_body_uses_its_address(register, scene):
    page = register(f"q={scene.word}&gives={scene.lead.body['name']}")
    other = register(f"q={scene.word}&gives={scene.partner.body['name']}")

    assert len(titles(page)) == 2
    assert titles(other) == []


def test_search_marks_the_word_and_nothing_else(register, scene):
    page = register(f"q={scene.word}")

    piece = select(page, ".ds-result-snippet")[0]
    assert [mark.text for mark in piece.iter("mark")] == [scene.word]
    assert "<b>more</b>" in piece.text_content()
    assert not list(piece.iter("b"))


@pytest.mark.feature(3)
def test_search_finds_a_word_of_the_public_document_and_says_so(register, scene):
    import io

    from werkzeug.datastructures import FileStorage

    data = pdf("The agreement", f"speaks of {PDF_WORD} on its only page.")
    made = draft(scene.lead, scene.partner, title="Flowers", document_not_public_reason="")
    who = scene.lead.editor["name"]
    file = FileStorage(io.BytesIO(data), filename="signed.pdf")
    document = factories.call("datashare_document_upload", who, id=made["id"], upload=file)
    factories.call(
        "datashare_document_publish",
        who,
        id=document["id"],
        confirm_findings=document["findings_hash"],
    )
    hidden = titles(register(f"q={PDF_WORD}"))
    factories.call("datashare_agreement_submit", who, id=made["id"])
    factories.call(
        "datashare_party_waive_notice",
        scene.partner.dpo["name"],
        id=made["id"],
        body=scene.partner.body["id"],
    )
    reviewer = scene.lead.reviewer["name"]
    (copy,) = [
        one
        for one in factories.call("datashare_document_list", reviewer, id=made["id"])
        if one["kind"] == "public_copy"
    ]
    factories.call(
        "datashare_document_confirm",
        reviewer,
        id=copy["id"],
        confirm_findings=copy["findings_hash"],
    )
    factories.call("datashare_agreement_register", reviewer, id=made["id"])

    page = register(f"q={PDF_WORD}")

    assert hidden == []
    assert titles(page) == ["Flowers"]
    piece = select(page, ".ds-result-snippet")[0]
    assert words(piece).startswith("In its document:")
    assert [mark.text for mark in piece.iter("mark")] == [PDF_WORD]


def test_drafts_stand_on_a_page_of_their_own_for_their_bodies_alone(register, scene):
    inside = register(f"q={scene.word}", scene.lead.editor)
    apart = register("in=preparation", scene.lead.editor)
    stranger = register("in=preparation", factories.user())

    assert "Secret plan" not in titles(inside)
    assert "1 agreement in preparation" in words(inside)
    assert titles(apart) == ["Secret plan"]
    assert titles(stranger) == []


def test_page_of_drafts_is_missing_for_a_visitor(register):
    page = register("in=preparation", status=404)

    assert words(select(page, "h1")[0]) == "Page not found"


def test_search_without_result_says_what_to_do(register):
    page = register("q=zzzyyyxxx")

    assert "No agreements match. Use fewer words or clear a filter." in words(page)


@pytest.mark.parametrize(
    "query",
    [
        "q={!frange l=0}x",
        "q=_query_:x",
        "q=title:x AND [* TO *]",
        'q="unbalanced',
        "q=%2B-%26%26%7C%7C!()%5E~*?",
        "q=" + "x" * 5000,
        "theme=%22%20OR%20*:*&body=%22)&status=active%20draft",
        "page=0",
        "page=-1",
        "page=99999999999",
        "page=%D9%A1",
        "sort=score%20desc,exists(x)",
        "in=elsewhere",
    ],
)
def test_odd_addresses_are_answered_as_plain_ones(register, query):
    page = register(query)

    assert select(page, ".ds-found-count")


def test_markup_in_the_search_is_text(register):
    page = register("q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert(1)" in counted(page)
    assert not [script for script in page.iter("script") if script.text and "alert" in script.text]


def test_long_lists_have_pages(register, scene, monkeypatch):
    monkeypatch.setattr(search, "PAGE_SIZE", 1)

    first = register(f"q={scene.word}&sort=title")
    second = register(f"q={scene.word}&sort=title&page=2")

    assert titles(first) == ["Housing: Elder to Fir"]
    assert titles(second) == ["Schools: Elder to Fir"]
    assert "Page 1 of 2" in words(select(first, ".ds-pages")[0])
    (link,) = select(first, ".ds-pages a")
    assert "page=2" in link.get("href") and scene.word in link.get("href")


def test_search_that_does_not_answer_is_told_in_words(app, scene, monkeypatch):
    from ckan.lib.search.query import PackageSearchQuery

    def away(*args, **kwargs):
        raise SearchError("no route to host")

    monkeypatch.setattr(PackageSearchQuery, "run", away)

    response = app.get("/agreement?q=x", status=503)

    page = html.fromstring(response.body)
    assert words(select(page, "h1")[0]) == "The search does not work just now"
    assert "This service has a problem. Try again later. Saved answers are safe." in words(page)
    assert "no-store" in response.headers["Cache-Control"]
    app.get(f"/agreement/{scene.first['reference']}", status=200)
    model.Session.rollback()


def test_pages_carry_headers_that_let_nothing_in(app, scene):
    response = app.get("/agreement")
    policy = response.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    page = html.fromstring(response.body)
    assert not page.xpath("//*[@style]") and not page.xpath("//style")
    assert not page.xpath("//*[starts-with(name(@*), 'on')]")
    assert all(script.get("src") for script in page.iter("script"))


def test_pages_of_a_person_stay_out_of_caches(app, scene):
    headers = factories.headers(scene.lead.editor["name"])

    control = app.get("/agreement", headers=headers).headers["Cache-Control"]

    assert "no-store" in control and "private" in control and "public" not in control


def test_every_page_links_the_register(app):
    for address in ("/", "/about", "/dataset/"):
        page = html.fromstring(app.get(address).body)
        assert page.xpath("//header//a[@href='/agreement']"), address


@pytest.mark.feature(12)
def test_register_answers_machines_in_json(app, scene):
    found = app.get(f"/api/3/action/package_search?q={scene.word}&fq=dataset_type:agreement").json
    shown = app.get(f"/api/3/action/package_show?id={scene.first['reference']}").json

    assert found["result"]["count"] == 2
    assert {row["reference"] for row in found["result"]["results"]} == {
        scene.first["reference"],
        scene.second["reference"],
    }
    assert shown["result"]["status_label"] == "Active"
    assert shown["result"]["legal_powers"] == ["dea-2017-s35"]
