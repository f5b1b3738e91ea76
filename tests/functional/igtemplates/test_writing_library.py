"""Every template of the library can be written by: each section opens and is saved."""

from __future__ import annotations

import pytest

from tests import factories, library
from tests.page import heading, parsed
from tests.team import Team

AGREEMENTS = ("condensed", "one-way", "pan-london")


class Scene:
    def __init__(self):
        self.lead = Team(title="Hazel Council")
        library.loaded()

    def draft(self, name):
        return factories.call(
            "package_create",
            self.lead.editor["name"],
            type="agreement",
            origin="new",
            title="School meals",
            owner_org=self.lead.body["id"],
            template=name,
            template_version="1",
        )["id"]


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.mark.feature(36)
@pytest.mark.parametrize("name", AGREEMENTS)
def test_each_section_opens_and_is_saved_as_it_is(app, scene, name):
    id = scene.draft(name)
    headers = factories.headers(scene.lead.editor["name"])
    shown = factories.call("igtemplates_writing_show", scene.lead.editor["name"], id=id)

    for section in shown["sections"]:
        if not section["is_open"]:
            continue
        path = f"/agreement/{id}/write/section/{section['id']}"
        page = parsed(app.get(path, headers=headers, status=200))
        assert heading(page) == section["title"]
        (seen,) = page.xpath("//input[@name='seen']")
        answer = app.post(
            path,
            headers=headers,
            data={"seen": seen.get("value"), "go": "later"},
            status=302,
            follow_redirects=False,
        )
        assert answer.headers["Location"].endswith("/write")


@pytest.mark.parametrize("name", AGREEMENTS)
def test_each_gap_of_the_code_that_a_question_fills_leads_to_it(scene, name):
    id = scene.draft(name)

    shown = factories.call("igtemplates_writing_show", scene.lead.editor["name"], id=id)

    (code, *_) = shown["coverage"]
    assert code["total"] == 19
    gaps = [line for line in code["lines"] if not line["covered"]]
    assert sum(bool(line["section"]) for line in gaps) >= 8
