"""The page of one body: every spelling leads to it, and it counts what the reader may see."""

import pytest

from tests import factories
from tests.page import heading, parsed, select, words
from tests.team import Team, draft, registered


class Scene:
    def __init__(self):
        self.lead = Team(
            title=f"Juniper Council {factories.unique('x')}",
            official_name="London Borough of Juniper",
            rights_mailbox="rights@juniper.example",
            ons_code="E09990033",
        )
        self.partner = Team(title="Kale Council")
        self.gives = registered(self.lead, self.partner, title="Gives to Kale")
        self.both = registered(
            self.lead,
            self.partner,
            title="Both ways",
            parties=[
                {"body": self.lead.body["id"], "discloses": True, "receives": True},
                {"body": self.partner.body["id"], "discloses": True, "receives": True},
            ],
        )
        self.draft = draft(self.lead, self.partner, title="Not yet known")


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def read(app, scene):
    def open_(name, who=None, status=200):
        headers = factories.headers(who["name"]) if who else {}
        return parsed(app.get(f"/body/{name}", headers=headers, status=status))

    return open_


@pytest.mark.feature(7)
def test_body_counts_and_lists_its_agreements_by_what_it_does(read, scene):
    page = read(scene.lead.body["name"])

    assert heading(page) == scene.lead.title
    assert words(select(page, "p.ds-lead")[0]) == (
        f"{scene.lead.title} is in 2 agreements on the register. "
        "It gives data under 2, gets data under 1, does both under 1."
    )
    listed = {words(link) for link in select(page, ".ds-result-title a")}
    assert listed == {"Gives to Kale", "Both ways"}
    assert "Not yet known" not in words(page)


def test_body_counts_the_same_for_its_own_people(read, scene):
    page = read(scene.lead.body["name"], scene.lead.editor)

    assert "is in 2 agreements" in words(page)


@pytest.mark.feature(28)
def test_body_shows_its_other_names_and_identifiers(read, scene):
    page = read(scene.lead.body["name"])

    assert "London Borough of Juniper" in words(page)
    known = {
        words(row.find("dt")): words(row.find("dd")) for row in select(page, "dl.ds-facts div")
    }
    assert known["ONS code"] == "E09990033"


@pytest.mark.feature(28)
def test_other_spelling_of_a_body_leads_to_its_page(app, scene):
    if not _exists("hounslow"):
        factories.body(name="hounslow", title="Hounslow Council")

    for spelling in (
        "London-Borough-of-Hounslow",
        "London Borough of Hounslow",
        "hounslow-council",
    ):
        response = app.get(f"/body/{spelling}", follow_redirects=False, status=302)
        assert response.headers["Location"].endswith("/body/hounslow"), spelling


@pytest.mark.feature(28)
def test_name_that_a_body_adds_leads_to_its_page_and_stands_on_it(app, read, scene):
    alias = f"The {factories.unique('Berry')} Borough"
    name = scene.lead.body["name"]
    factories.call("datashare_body_name_add", scene.lead.admin["name"], body=name, names=[alias])

    response = app.get(f"/body/{alias}", follow_redirects=False, status=302)

    assert response.headers["Location"].endswith(f"/body/{name}")
    assert alias in words(read(name))


def _exists(name):
    import ckan.model as model

    return model.Group.get(name) is not None


def test_body_shows_team_mailboxes_and_no_member(read, scene):
    page = read(scene.lead.body["name"])

    assert "rights@juniper.example" in words(page)
    for person in (scene.lead.editor, scene.lead.admin, scene.lead.reviewer):
        assert person["fullname"] not in words(page)


def test_body_without_agreements_says_so(read):
    empty = factories.body()

    assert "None registered yet. It may still share data." in words(read(empty["name"]))


def test_unknown_body_is_missing(read):
    assert heading(read("no-such-body", status=404)) == "Page not found"


def test_page_of_the_organization_links_its_agreements(app, scene):
    page = parsed(app.get(f"/organization/{scene.lead.body['name']}"))

    assert page.xpath(f"//a[@href='/body/{scene.lead.body['name']}']")
