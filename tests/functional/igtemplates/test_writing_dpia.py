"""An impact assessment is written by the same pages as an agreement."""

from __future__ import annotations

import pytest

from tests import factories, library
from tests.page import heading, parsed, words
from tests.team import Team


class Scene:
    def __init__(self):
        self.lead, self.other = Team(title="Fern Council"), Team(title="Gorse Council")
        library.loaded()
        self.id = factories.call(
            "package_create",
            self.lead.editor["name"],
            type="dpia",
            title="School meals",
            owner_org=self.lead.body["id"],
            template="dpia",
            template_version="1",
        )["id"]


@pytest.fixture(scope="module")
def scene(suite_app):
    return Scene()


@pytest.fixture
def visit(app, scene):
    def open_(path, who=None, status=200):
        return app.get(
            path, headers=factories.headers((who or scene.lead.editor)["name"]), status=status
        )

    return open_


@pytest.mark.feature(35)
def test_assessment_has_its_task_list_sections_and_check(visit, app, scene):
    tasks = parsed(visit(f"/dpia/{scene.id}/write"))
    assert heading(tasks) == "Write your impact assessment"
    assert "Data protection impact assessment: 0 of 5" in words(tasks)
    shown = factories.call("igtemplates_writing_show", scene.lead.editor["name"], id=scene.id)

    for section in shown["sections"]:
        if section["is_open"]:
            visit(f"/dpia/{scene.id}/write/section/{section['id']}")
    assert "Your answers" in words(parsed(visit(f"/dpia/{scene.id}/write/check")))


def test_answer_of_an_assessment_is_saved_in_its_field(visit, app, scene):
    path = f"/dpia/{scene.id}/write/section/{_section(scene, 'need')}"
    (seen,) = parsed(visit(path)).xpath("//input[@name='seen']")

    app.post(
        path,
        headers=factories.headers(scene.lead.editor["name"]),
        data={"seen": seen.get("value"), "need": "To feed children", "go": "later"},
        status=302,
        follow_redirects=False,
    )

    stored = factories.call("package_show", scene.lead.editor["name"], id=scene.id)
    assert stored["need"] == "To feed children"


def _section(scene, field):
    from ckanext.igtemplates import library

    template = library.get("dpia")
    return next(question.section for question in template.questions if question.field == field)


def test_address_of_another_type_is_missing(visit, scene):
    visit(f"/agreement/{scene.id}/write", status=404)
    visit(f"/dpia/{scene.id}/write", scene.other.editor, status=404)
