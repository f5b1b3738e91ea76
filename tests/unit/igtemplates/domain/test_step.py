"""The seven steps: none is skipped, and where a project stands follows from its decisions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from ckanext.datashare.domain.role import Role as RegisterRole
from ckanext.igtemplates.domain.role import Role
from ckanext.igtemplates.domain.step import (
    STEPS,
    Decision,
    Outcome,
    Standing,
    StepRefused,
    after,
    days,
    lacks,
    standing,
)
from hypothesis import given
from hypothesis import strategies as st

DAY = date(2026, 5, 1)
_TRIES = st.lists(st.tuples(st.integers(1, 7), st.sampled_from(Outcome)), max_size=40)


@pytest.mark.feature(51)
@given(_TRIES)
def test_no_step_is_ever_skipped_whatever_is_tried(tries: list[tuple[int, Outcome]]) -> None:
    now, gone = Standing(1), set()

    for number, outcome in tries:
        try:
            new = after(now, step_number=number, outcome=outcome)
        except StepRefused:
            continue
        assert number == now.current and not now.finished
        assert abs(new.current - now.current) <= 1
        if new.current > now.current or new.finished:
            assert outcome is Outcome.GO and not now.stopped
            gone.add(number)
        now = new

    assert set(range(1, now.current)) <= gone
    assert not now.finished or gone == set(range(1, 8))


@pytest.mark.parametrize("number", range(1, 8))
def test_each_outcome_at_each_step(number: int) -> None:
    now = Standing(number)

    go = after(now, step_number=number, outcome=Outcome.GO)
    assert go == (Standing(7, finished=True) if number == 7 else Standing(number + 1))
    stopped = after(now, step_number=number, outcome=Outcome.NO_GO)
    assert stopped == Standing(number, stopped=True)
    for outcome in (Outcome.GO, Outcome.NO_GO):
        with pytest.raises(StepRefused, match="stopped"):
            after(stopped, step_number=number, outcome=outcome)
    assert after(stopped, step_number=number, outcome=Outcome.RETURN) == now
    if number > 1:
        back = after(now, step_number=number, outcome=Outcome.RETURN)
        assert back == Standing(number - 1)


def test_first_step_has_none_before_it_and_a_finished_project_takes_no_decision() -> None:
    with pytest.raises(StepRefused, match="no step before"):
        after(Standing(1), step_number=1, outcome=Outcome.RETURN)
    for outcome in Outcome:
        with pytest.raises(StepRefused, match="finished"):
            after(Standing(7, finished=True), step_number=7, outcome=outcome)


def test_step_before_or_after_the_present_one_is_refused() -> None:
    with pytest.raises(StepRefused, match="Step 3 must be decided first"):
        after(Standing(3), step_number=4, outcome=Outcome.GO)
    with pytest.raises(StepRefused, match="Step 2 is decided"):
        after(Standing(3), step_number=2, outcome=Outcome.GO)


def test_days_add_up_over_visits_and_end_with_the_last_decision() -> None:
    def on(number: int, outcome: Outcome, after_days: int) -> Decision:
        return Decision(number, outcome, DAY + timedelta(days=after_days))

    decisions = [
        on(1, Outcome.GO, 3),
        on(2, Outcome.RETURN, 10),
        on(1, Outcome.GO, 12),
        on(2, Outcome.GO, 20),
    ]

    spent = days(decisions, opened=DAY, today=DAY + timedelta(days=25))

    assert spent == {1: 3 + 2, 2: 7 + 8, 3: 5}
    assert standing(decisions) == Standing(3)
    done = [*decisions, *(on(number, Outcome.GO, 30) for number in range(3, 8))]
    assert sum(days(done, opened=DAY, today=DAY + timedelta(days=99)).values()) == 30


def test_step_lacks_what_is_blank_alone() -> None:
    assert lacks(2, {"concept": " "}) == STEPS[1].needs
    assert lacks(2, dict.fromkeys(STEPS[1].needs, "Said.")) == ()


def test_officer_decides_no_step_and_roles_are_the_registers() -> None:
    assert all(one.deciders and Role.DPO not in one.deciders for one in STEPS)
    assert [one.number for one in STEPS] == list(range(1, 8))
    assert {role.value for role in Role} <= {role.value for role in RegisterRole}
