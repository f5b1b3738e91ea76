"""Every template of the library can be written by: each section opens and is saved."""

from __future__ import annotations

from pathlib import Path

import ckanext.igtemplates.library
import pytest

from tests import factories
from tests.page import heading, parsed
from tests.team import Team

FOLDER = Path(ckanext.igtemplates.library.__file__).parent
AGREEMENTS = ("condensed", "one-way", "pan-london")


class Scene:
    def __init__(self):
        self.lead = Team(title="Hazel Council")
        self.versions = {}
        for name in AGREEMENTS:
            text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
            made = factories.call(
                "igtemplates_template_import", owner_org=self.lead.body["id"], text=text
            )
            self.versions[name] = made["template"], made["version"]

    def draft(self, name):
        id, version = self.versions[name]
        return factories.call(
            "package_create",
            self.lead.editor["name"],
            type="agreement",
            origin="new",
            title="School meals",
            owner_org=self.lead.body["id"],
            template=id,
            template_version=version,
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
