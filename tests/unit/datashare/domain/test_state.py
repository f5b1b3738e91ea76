"""The transition table, from both sides."""

import pytest
from ckanext.datashare.domain.state import (
    TRANSITIONS,
    Origin,
    State,
    TransitionRefused,
    target,
)
from hypothesis import given
from hypothesis import strategies as st

# Each allowed move as the register's rules state it.
ALLOWED = {
    ("submit", State.DRAFT, State.REVIEW),
    ("return", State.REVIEW, State.DRAFT),
    ("register", State.REVIEW, State.REGISTERED),
    ("agree", State.REVIEW, State.AGREED),
    ("freeze", State.AGREED, State.SIGNING),
    ("sign", State.SIGNING, State.REGISTERED),
    ("reopen", State.SIGNING, State.DRAFT),
    ("reopen", State.REFUSED, State.DRAFT),
    *(
        ("withdraw", state, State.WITHDRAWN)
        for state in (State.DRAFT, State.REVIEW, State.AGREED, State.SIGNING)
    ),
    *(("refuse", state, State.REFUSED) for state in (State.REVIEW, State.AGREED, State.SIGNING)),
    ("suspend", State.REGISTERED, State.SUSPENDED),
    ("resume", State.SUSPENDED, State.REGISTERED),
    ("end", State.REGISTERED, State.ENDED),
    ("end", State.SUSPENDED, State.ENDED),
    ("supersede", State.REGISTERED, State.SUPERSEDED),
    *(
        ("take_down", state, State.TAKEN_DOWN)
        for state in (State.REGISTERED, State.SUSPENDED, State.ENDED, State.SUPERSEDED)
    ),
    ("restore", State.TAKEN_DOWN, State.ENDED),
}


@pytest.mark.parametrize("act", TRANSITIONS)
@pytest.mark.parametrize("state", State)
def test_move_from_each_state_is_allowed_or_refused_as_the_table_says(act, state):
    origin = TRANSITIONS[act].origin or Origin.EXISTING
    expected = {to for move, start, to in ALLOWED if (move, start) == (act, state)}

    try:
        reached = {target(act, state=state, origin=origin, before=State.ENDED)}
    except TransitionRefused:
        reached = set()

    assert reached == expected


@pytest.mark.parametrize(
    ("act", "state", "origin"),
    [
        ("register", State.REVIEW, Origin.NEW),
        ("agree", State.REVIEW, Origin.EXISTING),
        ("freeze", State.AGREED, Origin.IMPORTED),
    ],
)
def test_move_of_another_origin_is_refused(act, state, origin):
    with pytest.raises(TransitionRefused):
        target(act, state=state, origin=origin)


def test_restore_without_a_state_to_go_back_to_is_refused():
    with pytest.raises(TransitionRefused, match="not known"):
        target("restore", state=State.TAKEN_DOWN, origin=Origin.EXISTING)


@given(st.lists(st.sampled_from(sorted(TRANSITIONS)), max_size=30))
def test_any_series_of_moves_keeps_final_states_final(acts):
    state, before = State.DRAFT, None

    for act in acts:
        try:
            new = target(act, state=state, origin=Origin.EXISTING, before=before)
        except TransitionRefused:
            continue
        assert state is not State.WITHDRAWN
        before = state if new is State.TAKEN_DOWN else None
        state = new
