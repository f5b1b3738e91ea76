"""What changed between two versions of a template."""

from __future__ import annotations

from ckanext.igtemplates.domain.revision import revisions
from ckanext.igtemplates.domain.template import Template

from tests.unit.igtemplates.given import small

BEFORE = Template.read(small())


def _after(**changes: object) -> Template:
    return Template.read(small(version="2", **changes))


def test_revision_of_the_same_text_is_none() -> None:
    assert revisions(BEFORE, _after(summary="Other words about it.")) == ()


def test_revision_names_clauses_that_came_went_and_changed() -> None:
    clauses = small()["clauses"]
    clauses[1]["body"] = "Each body keeps all data safe."
    clauses[3] = {"id": "new", "heading": "New", "body": "Fresh."}

    found = revisions(BEFORE, _after(clauses=clauses))

    assert [(one.clause, one.kind) for one in found] == [
        ("security", "changed"),
        ("new", "added"),
        ("notes", "removed"),
    ]
    assert [
        (one.kind.value, one.text) for one in found[0].passages if one.kind.value != "same"
    ] == [
        ("removed", "the"),
        ("added", "all"),
    ]


def test_revision_tells_of_a_lock_that_was_opened() -> None:
    clauses = small()["clauses"]
    clauses[0]["locked"] = False

    (found,) = revisions(BEFORE, _after(clauses=clauses))

    assert found.lock_changed


def test_revision_shows_a_heading_only_where_it_changed() -> None:
    clauses = small()["clauses"]
    clauses[0]["heading"] = "Aim"
    clauses[3]["body"] = "One."

    renamed, reworded = revisions(BEFORE, _after(clauses=clauses))

    assert "Aim" in [one.text for one in renamed.passages]
    assert "Notes" not in "".join(one.text for one in reworded.passages)
