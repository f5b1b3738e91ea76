"""Answers stand in their slots as text, and locked text stays as it was approved."""

from __future__ import annotations

import pytest
from ckanext.igtemplates.domain.filling import FilledClause, fill
from ckanext.igtemplates.domain.template import Template

from tests.unit.igtemplates.given import small

TEMPLATE = Template.read(small())


def _fill(
    words: dict[str, str],
    edits: dict[str, str] | None = None,
    answers: dict[str, object] | None = None,
) -> dict[str, FilledClause]:
    found = fill(TEMPLATE, words, edits or {}, answers=answers or {})
    return {clause.id: clause for clause in found}


def test_filling_puts_words_in_slots() -> None:
    found = _fill({"purpose": "To offer meals."})

    assert found["purpose"].paragraphs == ("The purpose is:", "To offer meals.")
    assert found["purpose"].text == "Purpose\n\nThe purpose is:\n\nTo offer meals."


@pytest.mark.parametrize("text", ["{{purpose}}", "{{article_9}} {% x %}", "<b>&amp;", "\\1 \\g<0>"])
def test_filling_never_reads_an_answer_again(text: str) -> None:
    found = _fill({"purpose": text, "article_9": "secret"})

    assert found["purpose"].paragraphs[1] == text


def test_filling_names_what_is_not_answered() -> None:
    assert _fill({})["purpose"].paragraphs[1] == "[not answered yet]"


def test_filling_shows_a_clause_only_where_its_condition_holds() -> None:
    assert "special" not in _fill({}, answers={"data_types": ["personal"]})
    assert "special" in _fill({}, answers={"data_types": ["special"]})


def test_filling_leaves_out_a_paragraph_of_optional_answers() -> None:
    clauses = [{"id": "a", "heading": "A", "body": "First.\n\nAlso: {{data_types}}."}]
    template = Template.read(small(clauses=clauses))

    assert fill(template, {}, {}, answers={})[0].paragraphs == ("First.",)
    words = {"data_types": "Personal"}
    assert fill(template, words, {}, answers={})[0].paragraphs == ("First.", "Also: Personal.")


def test_filling_edit_takes_the_place_of_the_editable_part() -> None:
    found = _fill({}, {"security": "It is handed over."})["security"]

    assert found.paragraphs == ("Each body keeps the data safe.", "It is handed over.")
    assert found.edited and not found.locked


def test_filling_edit_of_an_unlocked_clause_takes_the_place_of_its_body() -> None:
    assert _fill({}, {"notes": "One note."})["notes"].paragraphs == ("One note.",)


@pytest.mark.feature(37, part=True)
def test_filling_edit_of_a_locked_clause_changes_nothing() -> None:
    found = _fill({"purpose": "p"}, {"purpose": "Anything goes."})["purpose"]

    assert found.paragraphs == ("The purpose is:", "p")
    assert found.locked and not found.edited


def test_filling_joins_wrapped_lines_and_keeps_lists() -> None:
    body = "One line\nwrapped.\n\nItems:\n- first\n  goes on\n- second"
    clauses = [{"id": "a", "heading": "A", "body": body}]
    template = Template.read(small(clauses=clauses))

    found = fill(template, {}, {}, answers={})[0].paragraphs

    assert found == ("One line wrapped.", "Items:", "- first goes on", "- second")
