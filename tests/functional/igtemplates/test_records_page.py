"""Records and downloads of an agreement: who reads them, and what is in them."""

from __future__ import annotations

import csv
import io
import json

import docx
import pytest

from tests import factories, page
from tests.team import Team, draft, registered

CONTENT = {
    "purpose": '=HYPERLINK("x") To find families who miss out.',
    "retention_period": "P2Y",
    "disposal": "destroyed",
    "article_6": ["e"],
    "review_date": "2027-03-03",
    "security_measures": "Encrypted on the way.",
}


@pytest.fixture(scope="module")
def lead(suite_app):
    return Team(title="Alder Council", dpo_mailbox="dpo@alder.example")


@pytest.fixture(scope="module")
def partner(suite_app):
    return Team(title="Birch Council")


@pytest.fixture(scope="module")
def public(lead, partner):
    return registered(lead, partner, title="Free school meals", **CONTENT)


@pytest.fixture(scope="module")
def private(lead, partner):
    return draft(lead, partner, title="A secret plan", **CONTENT)


def get(app, address, who=None, **more):
    headers = factories.headers(who["name"]) if who else {}
    return app.get(address, headers=headers, **more)


@pytest.mark.feature(67)
def test_records_of_a_registered_agreement_are_public(app, public):
    found = get(app, f"/agreement/{public['reference']}/records")

    words = page.words(page.parsed(found))
    assert page.heading(page.parsed(found)) == "Records and notices"
    for expected in ("Alder Council: controller", "2 years", "3 March 2027", "dpo@alder.example"):
        assert expected in words


def test_agreement_links_to_its_records(app, public):
    found = get(app, f"/agreement/{public['reference']}")

    assert f"/agreement/{public['reference']}/records" in found.body


@pytest.mark.feature(66)
def test_spreadsheet_has_a_row_for_each_party_and_no_formula(app, public):
    found = get(app, f"/agreement/{public['reference']}/records/ropa.csv")

    rows = list(csv.DictReader(io.StringIO(found.get_data().decode("utf-8-sig"), newline="")))
    assert [row["Controller (Article 30(1)(a))"] for row in rows] == [
        "Alder Council",
        "Birch Council",
    ]
    assert rows[0]["Purposes (Article 30(1)(b))"].startswith("'=HYPERLINK")
    assert found.headers["Content-Disposition"].startswith('attachment; filename="DSL-')


def test_data_has_an_entry_for_each_party(app, public):
    found = json.loads(get(app, f"/agreement/{public['reference']}/records/ropa.json").body)

    assert found["reference"] == public["reference"]
    assert [entry["title"] for entry in found["entries"]] == ["Alder Council", "Birch Council"]


@pytest.mark.feature(47)
def test_privacy_notice_comes_in_three_forms(app, public, partner):
    address = f"/agreement/{public['reference']}/records/privacy-notice"
    asked = f"?body={partner.body['id']}"

    shown, plain = (get(app, f"{address}.{form}{asked}").body for form in ("html", "txt"))
    word = docx.Document(io.BytesIO(get(app, f"{address}.docx{asked}").get_data()))

    lines = "\n".join(line.text for line in word.paragraphs)
    for text in (shown, plain, lines):
        assert "Birch Council" in text
        assert "families who miss out" in text


def test_document_page_may_use_its_own_style_alone(app, public, partner):
    address = f"/agreement/{public['reference']}/records/privacy-notice.html"

    found = get(app, f"{address}?body={partner.body['id']}")

    policy = found.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert found.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "place",
    ["records", "records/ropa.csv", "records/ropa.json", "document.pdf", "document.html"],
)
def test_draft_is_missing_for_strangers_and_there_for_its_own(app, lead, private, place):
    hidden = get(app, f"/agreement/{private['id']}/{place}", status=404)
    nothing = get(app, f"/agreement/no-such-agreement/{place}", status=404)

    assert page.heading(page.parsed(hidden)) == page.heading(page.parsed(nothing))
    assert get(app, f"/agreement/{private['id']}/{place}", lead.editor).status_code == 200


def test_notice_of_a_stranger_to_the_agreement_is_missing(app, public):
    address = f"/agreement/{public['reference']}/records/privacy-notice.html"

    get(app, address, status=404)
    get(app, f"{address}?body={factories.body()['id']}", status=404)


@pytest.mark.feature(63, part=True)
def test_draft_document_comes_in_three_forms_for_its_writers(app, lead, private):
    address = f"/agreement/{private['id']}/document"

    made = {form: get(app, f"{address}.{form}", lead.editor) for form in ("pdf", "docx", "html")}

    assert made["pdf"].get_data().startswith(b"%PDF-")
    assert made["docx"].get_data().startswith(b"PK")
    assert "DRAFT" in made["html"].body
    assert "no-store" in made["pdf"].headers["Cache-Control"]


def test_document_without_a_public_copy_is_missing_for_the_public(app, public):
    for form in ("pdf", "docx", "html"):
        get(app, f"/agreement/{public['reference']}/document.{form}", status=404)


def test_body_has_all_its_entries_in_one_answer(app, public, private, partner):
    found = factories.call("igtemplates_ropa_list", "", body=partner.body["id"])

    assert found["count"] == 1
    assert [entry["reference"] for entry in found["entries"]] == [public["reference"]]
    assert {entry["body"] for entry in found["entries"]} == {partner.body["id"]}


def test_list_of_a_hidden_agreement_is_that_of_a_missing_one(app, private):
    import ckan.plugins.toolkit as tk

    for id in (private["id"], "no-such-agreement"):
        with pytest.raises(tk.ObjectNotFound):
            factories.call("igtemplates_ropa_list", "", id=id)
