"""Conditions are data: read, evaluated, written back."""

from __future__ import annotations

import pytest
from ckanext.igtemplates.domain.condition import Condition
from ckanext.igtemplates.domain.shape import TemplateRefused

HOLDS = {"field": "a", "holds": "x"}


@pytest.mark.parametrize(
    ("data", "answers", "met"),
    [
        (HOLDS, {"a": "x"}, True),
        (HOLDS, {"a": ["y", "x"]}, True),
        (HOLDS, {"a": "xx"}, False),
        (HOLDS, {}, False),
        ({"field": "a", "holds": ["x", "y"]}, {"a": "y"}, True),
        ({"field": "a", "holds": "yes"}, {"a": True}, True),
        ({"field": "a", "holds": False}, {"a": False}, True),
        ({"field": "a", "holds": "3"}, {"a": 3}, True),
        ({"field": "a", "empty": True}, {"a": " "}, True),
        ({"field": "a", "empty": True}, {"a": []}, True),
        ({"field": "a", "empty": False}, {"a": False}, True),
        ({"field": "a", "empty": False}, {"a": [{"name": "n"}]}, True),
        ({"not": HOLDS}, {"a": "x"}, False),
        ({"all": [HOLDS, {"field": "b", "empty": True}]}, {"a": "x"}, True),
        ({"all": [HOLDS, {"field": "b", "empty": True}]}, {"a": "x", "b": "1"}, False),
        ({"any": [HOLDS, {"field": "b", "holds": "1"}]}, {"b": "1"}, True),
        ({"any": [HOLDS, {"field": "b", "holds": "1"}]}, {"b": "2"}, False),
    ],
)
def test_condition_holds(data: object, answers: dict[str, object], met: bool) -> None:
    condition = Condition.read(data)

    assert condition.holds(answers) is met
    assert Condition.read(condition.as_data()) == condition


def test_condition_fields_are_all_it_asks_about() -> None:
    found = Condition.read({"any": [HOLDS, {"not": {"field": "b", "empty": True}}]})

    assert found.fields() == {"a", "b"}


def _deep(levels: int) -> object:
    return HOLDS if levels == 1 else {"not": _deep(levels - 1)}


def test_condition_depth_is_limited() -> None:
    Condition.read(_deep(6))

    with pytest.raises(TemplateRefused, match="deep"):
        Condition.read(_deep(7))


@pytest.mark.parametrize(
    "data",
    [
        None,
        "a == 'x'",
        [],
        {},
        {"all": []},
        {"all": HOLDS},
        {"any": [{"all": [HOLDS] * 59}, HOLDS]},
        {"any": [HOLDS] * 61},
        {"field": "a"},
        {"field": "a", "holds": []},
        {"field": "a", "holds": [["x"]]},
        {"field": "a", "holds": {"x": 1}},
        {"field": "a", "empty": "maybe"},
        {"field": "a", "holds": "x", "empty": True},
        {"field": "__class__", "holds": "x"},
        {"field": 1, "holds": "x"},
        {"eval": "1"},
        {"field": "a", "holds": ["x"] * 41},
    ],
)
def test_condition_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(TemplateRefused):
        Condition.read(data)
