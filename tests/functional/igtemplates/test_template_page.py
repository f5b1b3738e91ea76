"""The public library: what each page tells, and approving as a body's role holder does."""

from __future__ import annotations

import pytest
import yaml

from tests import factories
from tests.page import heading, parsed, words
from tests.team import Team
from tests.unit.igtemplates.given import small


@pytest.fixture(scope="module")
def keeper(suite_app):
    made = Team(title="Library Keeper Council")
    for version in ("1", "2"):
        said = small(id="on-pages", version=version, title="Paged template")
        said["clauses"][1]["editable"] += " Twice." if version == "2" else ""
        factories.call(
            "igtemplates_template_import",
            made.reviewer["name"],
            text=yaml.safe_dump(said),
            owner_org=made.body["id"],
        )
    return made


@pytest.fixture
def read(app):
    def open_(path, who=None, status=200):
        headers = factories.headers(who["name"]) if who else {}
        return app.get(path, headers=headers, status=status, follow_redirects=False)

    return open_


@pytest.fixture
def post(app):
    def send(path, who, status=302, **data):
        headers = factories.headers(who["name"])
        return app.post(path, headers=headers, data=data, status=status, follow_redirects=False)

    return send


def test_template_index_lists_and_counts(keeper, read):
    page = parsed(read("/template"))

    assert heading(page) == "Templates for sharing data"
    tabs = [words(link) for link in page.xpath("//header//nav//li/a")]
    assert tabs[:2] == ["Agreements", "Templates"]
    assert "Paged template" in words(page)
    assert "Version 2 · approved by no organisation yet" in words(page)


def test_template_page_tells_when_to_use_it_and_what_is_fixed(keeper, read):
    page = parsed(read("/template/on-pages"))
    said = words(page)

    assert heading(page) == "Paged template"
    assert "Use it when Two bodies share" in said
    assert "Do not use it when Use the full one." in said
    assert "Fixed text Each body keeps the data safe." in said
    assert "You may change this part It is sent by secure mail." in said
    assert "[Purpose]" in said and "{{" not in said
    assert page.xpath("//a[contains(@href, '/agreement/write?template=on-pages')]")
    assert not page.xpath("//a[contains(@href, '/approve')]")


def test_template_page_of_an_older_version_says_so(keeper, read):
    page = parsed(read("/template/on-pages?version=1"))

    assert "A newer one has replaced it." in words(page)


@pytest.mark.parametrize("path", ["nothing", "on-pages?version=9", "on-pages?version=x", "a b"])
def test_template_page_missing(keeper, read, path):
    assert heading(parsed(read(f"/template/{path}", status=404))) == "Page not found"


def test_template_dataset_address_leads_to_its_page(keeper, read):
    found = read("/template/template-on-pages", status=302)

    assert found.headers["Location"].endswith("/template/on-pages")


@pytest.mark.feature(43, part=True)
def test_template_download_is_the_file(keeper, read):
    found = read("/template/on-pages/download?version=1")

    assert yaml.safe_load(found.body)["version"] == "1"
    assert 'filename="on-pages-1.yaml"' in found.headers["Content-Disposition"]


@pytest.mark.feature(39)
def test_approval_given_and_withdrawn_on_pages(keeper, read, post):
    borough = Team(title="Approving Council")
    place = f"{borough.body['name']}:ig_lead"
    assert parsed(read("/template/on-pages", borough.reviewer)).xpath(
        "//a[contains(@href, '/approve')]"
    )

    post("/template/on-pages/approve", borough.reviewer, place=place, expires="2099-12-31")

    said = words(parsed(read("/template/on-pages")))
    assert "Approving Council" in said and "31 December 2099" in said
    post("/template/on-pages/withdraw", borough.reviewer, status=400, place=place)
    post("/template/on-pages/withdraw", borough.reviewer, place=place, reason="We found a gap.")
    assert "Approving Council" not in words(parsed(read("/template/on-pages")))


def test_approval_page_keeps_answers_and_says_what_is_wrong(keeper, post):
    borough = Team(title="Mistaken Council")
    place = f"{borough.body['name']}:ig_lead"

    page = parsed(
        post(
            "/template/on-pages/approve",
            borough.reviewer,
            status=400,
            place=place,
            expires="2001-01-01",
        )
    )

    assert "Choose a day that is not over." in words(page)
    assert page.xpath("//input[@name='expires']/@value") == ["2001-01-01"]


def test_approval_page_refuses_who_holds_no_role(keeper, read):
    assert heading(parsed(read("/template/on-pages/approve", keeper.editor, status=403)))
    assert "/user/login" in read("/template/on-pages/approve", status=302).headers["Location"]


def test_template_versions_are_compared_word_by_word(keeper, read):
    page = parsed(read("/template/on-pages/compare?before=1&after=2"))

    assert heading(page) == "What changed from version 1 to 2"
    assert "1 clause reads differently." in words(page)
    assert [words(one) for one in page.iter("ins")] and "Twice" in words(page)
    assert parsed(read("/template/on-pages")).xpath("//a[contains(@href, 'compare?before=1')]")
    read("/template/on-pages/compare?before=9", status=404)
