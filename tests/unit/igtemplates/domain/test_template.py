"""Templates are read whole, checked, and written back as they were."""

from __future__ import annotations

from typing import Any

import pytest
from ckanext.igtemplates.domain.template import Template, TemplateRefused

from tests.unit.igtemplates.given import small


def test_template_read_and_written_is_the_same() -> None:
    found = Template.read(small())

    assert Template.read(found.as_data()) == found


def test_template_lookups_by_id() -> None:
    found = Template.read(small())

    assert found.question("article-9") is not None
    assert found.section("why") is not None
    assert found.clause("security") is not None
    assert found.question("nothing") is None
    assert [one.id for one in found.questions_of("what")] == ["types", "article-9"]


def test_template_refusals_follow_the_answers() -> None:
    found = Template.read(small())

    assert found.refusals({"data_types": ["special"]})[0].reason == "Use the full one."
    assert found.refusals({"data_types": ["personal"]}) == ()


def _question(**more: Any) -> dict[str, Any]:
    return {"id": "q", "section": "why", "field": "q", "text": "What?", **more}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"extra": 1}, "template"),
        ({"id": "Not an id"}, "id"),
        ({"version": "one"}, "version"),
        ({"version": 0}, "version"),
        ({"version": True}, "version"),
        ({"kind": "poem"}, "kind"),
        ({"title": ""}, "title"),
        ({"title": "a\nb"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "bell \x07"}, "title"),
        ({"summary": ["list"]}, "summary"),
        ({"questions": {"a": "mapping"}}, "questions"),
        ({"questions": "text"}, "questions"),
        ({"sections": [{"id": "a", "title": "A"}] * 2}, "sections"),
        ({"questions": [_question(), _question()]}, "questions"),
        ({"questions": [_question(section="none")]}, "questions[1] (q).section"),
        ({"questions": [_question(colour="red")]}, "questions[1]"),
        ({"questions": [_question(required="yes")]}, "questions[1] (q).required"),
        (
            {"questions": [_question(shown_if={"field": "none", "empty": False})]},
            "questions[1] (q)",
        ),
        (
            {
                "questions": [_question(shown_if={"field": "q", "empty": False})],
                "clauses": [],
                "refused_when": [],
            },
            "questions (q)",
        ),
        ({"questions": [_question()] * 301}, "questions"),
        ({"clauses": [{"id": "a", "heading": "A", "body": "{{unknown}}"}]}, "clauses[1] (a)"),
        ({"clauses": [{"id": "a", "heading": "A", "body": "{{ 7*7 }}"}]}, "clauses[1] (a).body"),
        ({"clauses": [{"id": "a", "heading": "A", "body": "{% if %}"}]}, "clauses[1] (a).body"),
        ({"clauses": [{"id": "a", "heading": "A", "body": "{{a.b}}"}]}, "clauses[1] (a).body"),
        ({"clauses": [{"id": "a", "heading": "A", "body": "x" * 8001}]}, "clauses[1] (a).body"),
        (
            {"clauses": [{"id": "a", "heading": "A", "body": "A", "element": "x"}]},
            "clauses[1] (a).element",
        ),
        ({"questions": [], "clauses": []}, "template"),
        ({"applies_when": {"field": "purpose", "empty": True}}, "applies_when"),
        (
            {"refused_when": [{"condition": {"field": "x", "empty": True}, "reason": "R"}]},
            "refused_when[1]",
        ),
    ],
)
def test_template_refused_names_the_place(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        Template.read(small(**changes))

    assert refused.value.place == place
    assert refused.value.reason


@pytest.mark.parametrize("data", [None, [], "text", 7, {1: 2}])
def test_template_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(TemplateRefused):
        Template.read(data)


def test_template_of_known_fields_refuses_another() -> None:
    Template.read(small(), fields={"purpose", "data_types", "article_9"})

    with pytest.raises(TemplateRefused, match="article_9"):
        Template.read(small(), fields={"purpose", "data_types"})
