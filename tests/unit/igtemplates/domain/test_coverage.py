"""Completeness by kind of document: what covers an element, and the sentence for each gap."""

from __future__ import annotations

import pytest
from ckanext.igtemplates.domain import completeness
from ckanext.igtemplates.domain.element import ELEMENTS
from ckanext.igtemplates.domain.sharing_code import SHARING
from ckanext.igtemplates.domain.standard import DPIA, JOINT, NOTICE, PROCESSOR
from ckanext.igtemplates.domain.template import Template

ALL = (SHARING, JOINT, PROCESSOR, DPIA, NOTICE)
OWN = {"criminal-offence", "privacy-information", "assessment"}


def filled(standard):
    """Return answers to every field that a standard asks for."""
    return {
        field: ["something"]
        for element in standard.elements
        for names in element.needs
        for field in names
    }


def texts(standard):
    return {element.id for element in standard.elements if element.by_text}


def lacking(standard, answers, in_text=()):
    found = completeness.coverage(standard, answers, in_text=in_text)
    return [line.element.id for line in found.gaps]


@pytest.mark.feature(45)
@pytest.mark.parametrize("standard", ALL, ids=lambda one: one.id)
def test_standard_is_covered_by_its_answers_and_clauses_and_by_nothing_less(standard):
    answers, in_text = filled(standard), texts(standard)

    assert lacking(standard, answers, in_text) == []
    for element in standard.elements:
        for names in element.needs:
            less = {name: value for name, value in answers.items() if name not in names}
            held = completeness.coverage(
                standard, {**less, **_conditions(element)}, in_text=in_text - {element.id}
            )
            gap = next(line for line in held.lines if line.element.id == element.id)
            assert not gap.covered
            assert gap.field == names[0]
            assert gap.sentence.endswith(".")


def _conditions(element):
    return {element.only_if[0]: element.only_if[1][0]} if element.only_if else {}


def test_fraction_counts_what_applies():
    answers = {"data_types": ["personal"], "purpose": "To help", "purposes": [{"title": "Help"}]}

    found = completeness.coverage(SHARING, answers, in_text={"staff"})

    assert found.fraction == f"2 of {len(SHARING.elements) - 2}"


def test_special_category_data_asks_for_its_condition():
    assert "special-category" in lacking(SHARING, {"data_types": ["special"]})
    assert "special-category" not in lacking(SHARING, {"data_types": ["personal"]})


def test_roles_of_the_parties_bring_their_own_standards():
    def ids(role):
        answers = {"parties": [{"role": "controller"}, {"role": role}]}
        return [one.id for one in completeness.standards("agreement", answers)]

    assert ids("controller") == ["sharing"]
    assert ids("joint-controller") == ["sharing", "joint-controllers"]
    assert ids("processor") == ["sharing", "processor"]
    assert completeness.standards("dpia", {}) == (DPIA,)
    assert completeness.standards("notice", {}) == (NOTICE,)


@pytest.mark.parametrize("standard", [SHARING, JOINT, PROCESSOR, NOTICE], ids=lambda one: one.id)
def test_what_a_clause_can_cover_is_an_element_that_a_clause_can_name(standard):
    assert texts(standard) <= set(ELEMENTS)


def test_every_element_of_the_code_is_asked_for():
    ours = {element.id for element in SHARING.elements} - OWN
    others = {element.id for one in (JOINT, PROCESSOR, NOTICE) for element in one.elements}

    assert ours == set(ELEMENTS) - others


def clauses(*rows):
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
                {
                    "id": "ending",
                    "section": "why",
                    "field": "termination",
                    "text": "How does it end?",
                    "required": True,
                }
            ],
            "clauses": [{"heading": "End", **row} for row in rows],
        }
    )


def test_clause_says_nothing_until_its_slots_are_filled():
    made = clauses({"id": "end", "body": "It ends: {{termination}}", "element": "ending"})

    assert completeness.said_by(made, {}) == frozenset()
    assert completeness.said_by(made, {"termination": "By notice"}) == {"ending"}
    assert completeness.said_by(made, {}, {"end"}) == {"ending"}


def test_two_clauses_on_one_element_both_have_to_say_it():
    made = clauses(
        {"id": "end", "body": "It ends: {{termination}}", "element": "ending"},
        {"id": "after", "body": "Data is deleted.", "element": "ending"},
    )

    assert completeness.said_by(made, {}) == frozenset()
    assert completeness.said_by(made, {"termination": "By notice"}) == {"ending"}
