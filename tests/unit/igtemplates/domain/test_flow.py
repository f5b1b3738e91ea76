"""Answers of an assessment in the agreement's own fields; the canvas that comes before all."""

from __future__ import annotations

from ckanext.igtemplates.domain.canvas import OUTCOME_FIRST, may_answer, unanswered
from ckanext.igtemplates.domain.flow import flow

MEASURES = [
    {"risk": "Leak", "measure": "Locked room.", "approved": True},
    {"risk": "Leak", "measure": "Maybe later.", "approved": False},
]


def _carried(assessment, agreement, **more):
    return {one.field: one.value for one in flow(assessment, agreement, **more)}


def test_empty_fields_alone_are_filled_and_each_says_where_it_comes_from() -> None:
    assessment = {"purposes": "Meals.", "lawful_basis": ["e"], "benefits": ""}

    (one,) = flow(assessment, {"purpose": "Ours."})

    assert (one.source, one.field, one.value) == ("lawful_basis", "article_6", ["e"])
    assert _carried(assessment, {})["purpose"] == "Meals."
    assert "benefits_expected" not in _carried(assessment, {})


def test_approved_measures_become_the_agreements_safeguards() -> None:
    assert _carried({"measures": MEASURES}, {}) == {"security_measures": "Locked room."}
    assert _carried({"measures": MEASURES[1:]}, {}) == {}


def test_partners_join_the_lead_where_nobody_else_is_named() -> None:
    assessment = {"partners": [{"body": "b", "role": "processor"}, {"body": "a"}]}
    alone = [{"body": "a", "role": "controller", "discloses": True}]

    found = _carried(assessment, {"parties": alone}, lead="a")

    assert found == {"parties": [*alone, {"body": "b", "role": "processor"}]}
    assert _carried(assessment, {"parties": [*alone, {"body": "c"}]}, lead="a") == {}
    assert _carried({"partners": [{"body": "a"}]}, {"parties": alone}, lead="a") == {}


def test_canvas_asks_for_the_outcome_before_the_data() -> None:
    assert unanswered({}) == OUTCOME_FIRST and OUTCOME_FIRST[0] == "outcome"
    assert may_answer("outcome", {}) and not may_answer("datasets_needed", {"outcome": "x"})
    assert may_answer("datasets_needed", dict.fromkeys(OUTCOME_FIRST[:3], "x"))
