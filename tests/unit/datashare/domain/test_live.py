"""When data may move: each condition of a live agreement, on both sides."""

from datetime import date

import pytest
from ckanext.datashare.domain.live import Hindrance, hindrance, is_live
from ckanext.datashare.domain.party import PartyState
from ckanext.datashare.domain.period import Period
from ckanext.datashare.domain.state import State

START, END = date(2026, 1, 1), date(2026, 12, 31)
LIVE = {
    "state": State.REGISTERED,
    "period": Period(START, END),
    "party": PartyState.JOINED,
    "suspended": False,
    "today": date(2026, 6, 30),
}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"today": START},
        {"today": END},
        {"period": Period(START, None)},
        {"period": Period(None, END)},
    ],
)
def test_agreement_is_live_for_a_party_that_joined_inside_its_dates(changed):
    assert is_live(**{**LIVE, **changed})


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"today": date(2025, 12, 31)}, Hindrance.NOT_STARTED),
        ({"today": date(2027, 1, 1)}, Hindrance.EXPIRED),
        ({"period": Period(None, None)}, Hindrance.DATES_NOT_STATED),
        ({"suspended": True}, Hindrance.PART_SUSPENDED),
        ({"party": None}, Hindrance.NOT_JOINED),
        ({"party": PartyState.NAMED}, Hindrance.NOT_JOINED),
        ({"party": PartyState.INVITED}, Hindrance.NOT_JOINED),
        ({"party": PartyState.DECLINED}, Hindrance.NOT_JOINED),
        ({"party": PartyState.LEFT}, Hindrance.LEFT),
        ({"state": State.SUSPENDED}, Hindrance.SUSPENDED),
        ({"state": State.ENDED}, Hindrance.OVER),
        ({"state": State.SUPERSEDED}, Hindrance.OVER),
    ],
)
def test_agreement_is_not_live_and_says_why(changed, why):
    case = {**LIVE, **changed}

    assert hindrance(**case) is why
    assert not is_live(**case)


@pytest.mark.parametrize("state", [state for state in State if state is not State.REGISTERED])
def test_agreement_in_any_other_state_is_not_live(state):
    assert not is_live(**{**LIVE, "state": state})
