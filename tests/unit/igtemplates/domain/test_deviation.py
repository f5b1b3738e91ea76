"""What differs from the approved text, word by word, and whether a reason is given."""

from __future__ import annotations

import pytest
from ckanext.igtemplates.domain.clause import Clause
from ckanext.igtemplates.domain.deviation import Kind, compare, report
from ckanext.igtemplates.domain.template import Template
from hypothesis import given
from hypothesis import strategies as st


def clause(id, **said):
    return {"id": id, "heading": id.title(), "body": f"The {id}.", **said}


def template():
    return Template.read(
        {
            "id": "made",
            "version": "1",
            "kind": "one_way",
            "title": "Made for tests",
            "summary": "A template.",
            "applies_to": "agreement",
            "language": "en",
            "licence": "OGL",
            "sections": [{"id": "why", "title": "Why"}],
            "questions": [
                {"id": "out", "section": "why", "field": "outside_uk", "text": "Leaves the UK?"}
            ],
            "clauses": [
                clause("fixed"),
                clause("review", editable="Each year the parties meet."),
                clause("breach", editable="The lead tells all within a day."),
                clause("free", locked=False),
                clause(
                    "abroad",
                    editable="With a safeguard.",
                    shown_if={"field": "outside_uk", "holds": "yes"},
                ),
            ],
        }
    )


def row(clause, change, reason=""):
    return {"clause": clause, "change": change, "reason": reason}


def kinds(passages):
    return [(passage.kind, passage.text) for passage in passages]


def test_compare_marks_the_words_that_differ_and_no_more():
    found = compare("Each year the parties meet.", "Each month the parties meet.")

    assert kinds(found) == [
        (Kind.SAME, "Each "),
        (Kind.REMOVED, "year"),
        (Kind.ADDED, "month"),
        (Kind.SAME, " the parties meet."),
    ]


def test_compare_keeps_whole_paragraphs_that_stayed():
    found = compare("One.\nTwo.\n", "One.\nNew.\nTwo.\n")

    assert kinds(found) == [(Kind.SAME, "One.\n"), (Kind.ADDED, "New.\n"), (Kind.SAME, "Two.\n")]


def test_compare_shows_a_long_rewritten_passage_whole():
    before, after = "old words " * 5000, "new words " * 5000

    found = compare(before, after)

    assert kinds(found) == [(Kind.REMOVED, before), (Kind.ADDED, after)]


TEXT = st.text(alphabet="ab .\n", max_size=60)


@given(TEXT, TEXT)
def test_compare_holds_both_texts_whole(before, after):
    found = compare(before, after)

    assert "".join(p.text for p in found if p.kind is not Kind.ADDED) == before
    assert "".join(p.text for p in found if p.kind is not Kind.REMOVED) == after


@pytest.mark.feature(44)
def test_report_counts_changes_and_reasons():
    found = report(
        template(),
        [
            row("review", "Each month the parties meet.", "The data changes often."),
            row("breach", "The lead tells all within an hour."),
            row("free", "The freedom.", "Clearer."),
        ],
        {},
        words={},
    )

    assert found.sentence == "3 clauses changed, reasons given for 2."
    assert [one.clause for one in found.without_reason] == ["breach"]


@pytest.mark.feature(37)
def test_report_refuses_a_fixed_clause_an_unknown_one_and_one_twice():
    rows = [
        row("fixed", "Mine."),
        row("nowhere", "Mine."),
        row("review", "A.", "B."),
        row("review", "C."),
    ]

    found = report(template(), rows, {}, words={})

    assert found.refused == ("fixed", "nowhere", "review")
    assert [one.changed for one in found.deviations] == ["A."]


def test_report_leaves_out_the_approved_text_and_clauses_not_in_the_text():
    rows = [row("review", "Each year the parties meet.\r\n"), row("abroad", "Without one.")]

    assert report(template(), rows, {}, words={}).sentence == "The text is the approved one."
    with_abroad = report(template(), rows, {"outside_uk": "yes"}, words={})
    assert [one.clause for one in with_abroad.deviations] == ["abroad"]


def test_clause_that_may_not_change_has_no_approved_text_to_change():
    from ckanext.igtemplates.domain.deviation import approved_text

    fixed = Clause.read(clause("fixed"), "here")

    assert approved_text(fixed, {}) == ""


def test_approved_text_holds_the_answers_and_no_breaks_of_lines():
    from ckanext.igtemplates.domain.deviation import approved_text

    text = "People write\nto {{rights_contact}}\nor {{complaints}}.\n\nThen:\n- one\n- two"
    asked = Clause.read(clause("ask", editable=text), "here")

    assert approved_text(asked, {"rights_contact": "{{purpose}}"}) == (
        "People write to {{purpose}} or [not answered yet].\n\nThen:\n- one\n- two"
    )
