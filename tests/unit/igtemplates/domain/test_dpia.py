"""An impact assessment's moves and what its signature needs."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from ckanext.igtemplates.domain.dpia import (
    KIND_LABELS,
    LABELS,
    MOVES,
    WHO,
    Decided,
    Kind,
    MoveRefused,
    State,
    consultation_ended,
    consultation_runs,
    lacks,
    round_of,
    settled,
    target,
)
from ckanext.igtemplates.domain.role import Role

AT = datetime(2026, 5, 1, 9, tzinfo=timezone.utc)
ENOUGH = [Kind.DPO_ADVICE, Kind.ACCEPTED, Kind.MEASURES_APPROVED, Kind.RESIDUAL_APPROVED]
ALLOWED = {
    "consultation": {State.DRAFT, State.RETURNED, State.OUTDATED},
    "dpo_review": {State.DRAFT, State.RETURNED, State.OUTDATED, State.CONSULTATION},
    "return": {State.CONSULTATION, State.DPO_REVIEW},
    "sign": {State.DPO_REVIEW},
    "outdate": {State.SIGNED},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", MOVES)
def test_each_move_from_each_state(move: str, state: State) -> None:
    if state in ALLOWED[move]:
        assert target(move, state=state) is MOVES[move][1]
    else:
        with pytest.raises(MoveRefused):
            target(move, state=state)


@pytest.mark.parametrize("missing", ENOUGH)
def test_signature_lacks_whatever_was_not_decided(missing: Kind) -> None:
    assert lacks(ENOUGH) == ()
    assert len(lacks([kind for kind in ENOUGH if kind is not missing])) == 1


def test_advice_given_again_has_to_be_answered_again() -> None:
    assert settled([Kind.DPO_ADVICE, Kind.OVERRULED])
    assert not settled([Kind.DPO_ADVICE, Kind.ACCEPTED, Kind.DPO_ADVICE])
    assert not settled([])


def test_round_holds_what_was_decided_since_it_was_sent() -> None:
    early = Decided(Kind.DPO_ADVICE, AT)
    late = Decided(Kind.ACCEPTED, AT + timedelta(hours=1))

    assert round_of([early, late], since=AT + timedelta(minutes=1)) == [Kind.ACCEPTED]
    assert round_of([early, late], since=AT) == [Kind.DPO_ADVICE, Kind.ACCEPTED]
    assert round_of([early], since=None) == []


def test_consultation_runs_until_it_ends_and_may_begin_again() -> None:
    started = Decided(Kind.ICO_CONSULTATION_STARTED, AT)
    ended = Decided(Kind.ICO_CONSULTATION_ENDED, AT)

    for decisions, runs, over in (
        ([], False, False),
        ([started], True, False),
        ([started, ended], False, True),
        ([started, ended, started], True, False),
    ):
        assert consultation_runs(decisions) is runs
        assert consultation_ended(decisions) is over


def test_officer_advises_and_neither_signs_nor_approves() -> None:
    signing = (Kind.SIGNED, Kind.MEASURES_APPROVED, Kind.RESIDUAL_APPROVED, Kind.ACCEPTED)

    assert WHO[Kind.DPO_ADVICE] == (Role.DPO,)
    assert all(Role.DPO not in WHO[kind] for kind in signing)
    assert set(LABELS) == set(State) and set(KIND_LABELS) == set(WHO) == set(Kind)
