"""Is an impact assessment needed? Each ground of the law, on both sides."""

from __future__ import annotations

from typing import Any

import pytest
from ckanext.datashare import vocabulary
from ckanext.igtemplates.domain.screening import (
    GROUNDS,
    Ground,
    UnknownFact,
    assess,
    facts_in,
    facts_of,
)

ALONE = [one for one in GROUNDS if one.alone]
SIGNS = [one for one in GROUNDS if not one.alone]


@pytest.mark.feature(53)
@pytest.mark.parametrize("ground", ALONE, ids=lambda one: one.id)
def test_ground_that_is_enough_alone(ground: Ground) -> None:
    found = assess({ground.id: True})

    assert found.needed and found.reasons == (ground.reason,)
    assert not assess({ground.id: False}).needed


@pytest.mark.feature(53)
@pytest.mark.parametrize("ground", SIGNS, ids=lambda one: one.id)
def test_sign_is_enough_with_another_only(ground: Ground) -> None:
    other = next(one for one in SIGNS if one is not ground)

    assert not assess({ground.id: True}).needed
    assert assess({ground.id: True}).reasons == (ground.reason,)
    assert assess({ground.id: True, other.id: True}).needed


def test_nothing_said_needs_none_and_an_unknown_fact_is_refused() -> None:
    assert assess({}) == assess(dict.fromkeys((one.id for one in GROUNDS), False))
    assert not assess({}).needed
    with pytest.raises(UnknownFact, match="moon_phase"):
        assess({"moon_phase": True})


@pytest.mark.parametrize(
    ("said", "needed"),
    [
        ({"data_types": ["special"], "people_affected": "10000-99999"}, True),
        ({"data_types": ["special"], "people_affected": "100-999"}, False),
        ({"data_types": ["personal"], "people_affected": "1000000-more"}, False),
        ({"data_types": ["personal"], "direction": "pooled"}, True),
        ({"data_types": ["anonymous"], "direction": "pooled"}, False),
        ({"data_types": ["personal"], "children": True}, True),
        ({"data_types": ["anonymous"], "children": True}, False),
        ({"data_types": ["personal"]}, False),
        ({"data_types": []}, False),
    ],
)
def test_answers_already_given_tell_the_facts(said: dict[str, Any], needed: bool) -> None:
    assert assess(facts_of(**said)).needed is needed


def test_content_of_an_agreement_and_of_an_assessment_tell_the_same() -> None:
    agreement = {"data_types": ["personal"], "data_subjects": ["children"]}
    assessment = {"data_types": ["personal"], "individuals": ["children"]}

    assert facts_in(agreement) == facts_in(assessment)
    assert assess(facts_in(agreement)).needed


def test_list_of_the_form_holds_each_ground() -> None:
    assert set(vocabulary.load("screening_ground")) == {*(one.id for one in GROUNDS), "none"}
