"""No question stands where no answers lead."""

from __future__ import annotations

import pytest
from ckanext.igtemplates.domain.condition import Condition
from ckanext.igtemplates.domain.question import Question
from ckanext.igtemplates.domain.reach import Values, unreachable
from ckanext.igtemplates.domain.shape import TemplateRefused


def _q(field: str, shown_if: object = None, key: str = "") -> Question:
    condition = Condition.read(shown_if) if shown_if is not None else None
    return Question(key or field, "s", field, "?", shown_if=condition)


def _holds(field: str, *values: str) -> dict[str, object]:
    return {"field": field, "holds": list(values)}


def test_reach_of_questions_that_wait_for_an_answer() -> None:
    found = unreachable([_q("a"), _q("b", _holds("a", "x")), _q("c", _holds("b", "y"))])

    assert found == ()


@pytest.mark.parametrize(
    "shown_if",
    [
        {"all": [_holds("a", "x"), {"not": _holds("a", "x")}]},
        {"all": [_holds("a", "x"), {"field": "a", "empty": True}]},
        {"all": [{"field": "a", "empty": True}, {"field": "a", "empty": False}]},
        {"not": {"any": [_holds("a", "x"), {"not": _holds("a", "x")}]}},
        _holds("b", "x"),
    ],
)
def test_reach_of_a_question_whose_conditions_conflict(shown_if: object) -> None:
    assert unreachable([_q("a"), _q("b", shown_if)]) == ("b",)


def test_reach_through_another_that_is_out_of_reach() -> None:
    never = {"all": [_holds("a", "x"), {"not": _holds("a", "x")}]}

    assert unreachable([_q("a"), _q("b", never), _q("c", _holds("b", "1"))]) == ("b", "c")


def test_reach_of_two_that_wait_for_each_other() -> None:
    found = unreachable([_q("a", _holds("b", "x")), _q("b", _holds("a", "x"))])

    assert found == ("a", "b")


def test_reach_conflict_two_questions_apart() -> None:
    questions = [
        _q("a"),
        _q("b", _holds("a", "x")),
        _q("c", {"all": [_holds("b", "1"), {"not": _holds("a", "x")}]}),
    ]

    assert unreachable(questions) == ("c",)


def test_reach_by_a_second_question_for_the_same_field() -> None:
    questions = [
        _q("a"),
        _q("b", _holds("a", "x"), "b-one"),
        _q("b", _holds("a", "y"), "b-two"),
        _q("c", {"all": [_holds("b", "1"), {"not": _holds("a", "x")}]}),
    ]

    assert unreachable(questions) == ()


def test_reach_of_two_values_at_once_needs_a_field_of_several() -> None:
    questions = [_q("a"), _q("b", {"all": [_holds("a", "x"), _holds("a", "y")]})]

    assert unreachable(questions) == ()
    assert unreachable(questions, {"a": Values(one=True)}) == ("b",)


def test_reach_of_a_value_that_is_not_on_the_list() -> None:
    questions = [_q("a"), _q("b", _holds("a", "z"))]

    assert unreachable(questions, {"a": Values(known=frozenset({"x"}))}) == ("b",)
    assert unreachable(questions, {"a": Values(known=frozenset({"z"}))}) == ()


def test_reach_of_a_tangle_is_refused() -> None:
    pairs = [{"any": [_holds(f"a{n}", "x"), _holds(f"a{n}", "y")]} for n in range(14)]
    never = {"all": [*pairs, _holds("b", "1"), {"not": _holds("b", "1")}]}
    questions = [*(_q(f"a{n}") for n in range(14)), _q("b"), _q("c", never)]

    with pytest.raises(TemplateRefused, match="tangled"):
        unreachable(questions)
