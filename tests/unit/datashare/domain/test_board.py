"""How far each body has come: one standing each, the longest wait first."""

from datetime import datetime, timedelta, timezone

import pytest
from ckanext.datashare.domain.board import Place, Said, Signed, Standing, board, sentence
from ckanext.datashare.domain.decision import Kind
from ckanext.datashare.domain.party import PartyState
from hypothesis import given
from hypothesis import strategies as st

START = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
BODIES = [f"body-{number}" for number in range(6)]
MOMENTS = st.integers(0, 1000).map(lambda minutes: START + timedelta(minutes=minutes))
PLACES = st.builds(
    lambda states, since: [
        Place(body, state, since, is_lead=body == BODIES[0])
        for body, state in zip(BODIES, states, strict=True)
    ],
    st.lists(st.sampled_from(PartyState), min_size=6, max_size=6),
    MOMENTS,
)
SAID = st.lists(
    st.builds(
        lambda number, kind, body, at, to: Said(
            f"said-{number}", kind, body, at, f"said-{to}" if kind is Kind.ANSWER else None
        ),
        st.integers(0, 10_000),
        st.sampled_from(Kind),
        st.sampled_from(BODIES),
        MOMENTS,
        st.integers(0, 10_000),
    ),
    max_size=20,
)
SIGNED = st.lists(st.builds(Signed, st.sampled_from(BODIES), MOMENTS), max_size=6)


def at(minutes):
    return START + timedelta(minutes=minutes)


def said(kind, body, minutes, **data):
    return Said(f"{kind.value}-{body}-{minutes}", kind, body, at(minutes), **data)


def standing(*decisions, signed=(), state=PartyState.INVITED, submitted=0, body="b"):
    place = Place(body, state, at(-10))
    made = board([place], decisions, signed, submitted_at=at(submitted), is_signing=False)
    return made.seats[0].standing


@given(PLACES, SAID, SIGNED, MOMENTS, st.booleans())
def test_every_body_but_the_untold_has_one_seat(places, decisions, signed, submitted, signing):
    made = board(places, decisions, signed, submitted_at=submitted, is_signing=signing)

    seated = [seat.body for seat in made.seats]
    assert sorted(seated) == sorted(p.body for p in places if p.state is not PartyState.NAMED)
    assert sum(made.counts().values()) == len(seated)


@given(PLACES, SAID, SIGNED, MOMENTS, st.booleans())
def test_longest_wait_comes_first_and_those_that_went_last(
    places, decisions, signed, submitted, signing
):
    seats = board(places, decisions, signed, submitted_at=submitted, is_signing=signing).seats

    waits = [seat.since for seat in seats if seat.is_waited_for]
    assert waits == sorted(waits)
    order = [
        2 if seat.standing is Standing.DECLINED else 0 if seat.is_waited_for else 1
        for seat in seats
    ]
    assert order == sorted(order)


@given(PLACES, SAID, SIGNED, MOMENTS)
def test_order_in_which_rows_are_read_does_not_matter(places, decisions, signed, submitted):
    ids = {one.id: one for one in decisions}
    unique = list(ids.values())
    one = board(places, unique, signed, submitted_at=submitted, is_signing=True)
    other = board(places[::-1], unique[::-1], signed[::-1], submitted_at=submitted, is_signing=True)

    assert one == other


@given(PLACES, SAID, SIGNED, MOMENTS)
def test_approval_of_an_earlier_text_counts_for_nothing(places, decisions, signed, submitted):
    late = submitted + timedelta(days=30)
    made = board(places, decisions, [], submitted_at=late, is_signing=False)

    assert made.endorsed_at is None
    assert all(seat.standing is not Standing.READ for seat in made.seats)
    lead = BODIES[0]
    assert all(seat.body == lead for seat in made.seats if seat.standing is Standing.ENDORSED)


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([], Standing.INVITED),
        ([said(Kind.READ, "b", 1)], Standing.READ),
        ([said(Kind.READ, "b", 1), said(Kind.QUERY, "b", 2)], Standing.QUERIED),
        ([said(Kind.QUERY, "b", 2), said(Kind.APPROVE, "b", 3)], Standing.ENDORSED),
        ([said(Kind.APPROVE, "b", 2), said(Kind.QUERY, "b", 3)], Standing.QUERIED),
        ([said(Kind.ENDORSE, "forum", 2)], Standing.ENDORSED),
        ([said(Kind.ADVISE, "b", 2), said(Kind.CALDICOTT, "b", 2)], Standing.INVITED),
    ],
)
def test_standing_after_what_was_said(decisions, expected):
    assert standing(*decisions) is expected


def test_answered_question_is_no_longer_asked():
    query = said(Kind.QUERY, "b", 1)
    answer = said(Kind.ANSWER, "lead", 2, in_reply_to=query.id)

    assert standing(query) is Standing.QUERIED
    assert standing(query, answer) is Standing.INVITED


def test_open_question_outlives_a_changed_text():
    assert standing(said(Kind.QUERY, "b", 1), submitted=5) is Standing.QUERIED


def test_signature_stands_above_all_but_going():
    signed = [Signed("b", at(5))]
    query = said(Kind.QUERY, "b", 6)

    assert standing(query, signed=signed) is Standing.SIGNED
    assert standing(signed=signed, state=PartyState.LEFT) is Standing.DECLINED


def test_who_approved_is_waited_for_again_when_signatures_are_due():
    place = Place("b", PartyState.INVITED, at(0))
    approved = [said(Kind.APPROVE, "b", 2)]

    review = board([place], approved, [], submitted_at=at(1), is_signing=False)
    signing = board([place], approved, [], submitted_at=at(1), is_signing=True)

    assert review.waited_for() == []
    assert signing.waited_for() == ["b"]


def test_counts_in_a_sentence():
    counts = dict.fromkeys(Standing, 0)
    counts.update({Standing.SIGNED: 21, Standing.READ: 5, Standing.INVITED: 3})
    counts.update({Standing.QUERIED: 3, Standing.DECLINED: 1})

    assert sentence(counts) == "21 signed, 8 reading, 3 asking, 1 declined"
    assert sentence(dict.fromkeys(Standing, 0)) == ""
