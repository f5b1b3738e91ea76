"""Events: declared facts only, the same bytes for the same event, no name in them."""

import json
from datetime import datetime, timedelta, timezone

import pytest
from ckanext.datashare.domain.event import (
    MAX_CANONICAL_BYTES,
    Event,
    EventRefused,
    EventType,
    canonical_json,
    commitment,
)
from ckanext.datashare.domain.event_catalogue import REGISTER
from ckanext.datashare.domain.merkle import leaf_hash
from ckanext.datashare.domain.party import PartyState
from ckanext.datashare.domain.state import TRANSITIONS
from hypothesis import given
from hypothesis import strategies as st

NAMES = {kind.name: kind for kind in REGISTER}
AT = datetime(2026, 3, 2, 9, 30, tzinfo=timezone.utc)


def event(**changes):
    return Event(
        **{
            "id": "e1",
            "at": AT,
            "actor": "officer-7",
            "actor_salt": b"s" * 16,
            "nonce": b"n" * 16,
            "action": "agreement:state:registered",
            "subject_type": "agreement",
            "subject_id": "a1",
            "facts": {},
            **changes,
        }
    )


def test_every_move_of_an_agreement_has_its_event():
    assert {move.event for move in TRANSITIONS.values()} <= set(NAMES)


def test_every_state_of_a_party_has_its_event():
    told = set(PartyState) - {PartyState.NAMED}

    assert {f"agreement:party:{state.value}" for state in told} <= set(NAMES)


def test_names_are_three_words_and_none_stands_twice():
    assert len(NAMES) == len(REGISTER)
    assert all(len(name.split(":")) == 3 for name in NAMES)


@pytest.mark.parametrize("value", ["text", 7, True, None, ["a", "b"], [1, 2], (), -(2**53) + 1])
def test_fact_of_a_type_that_hashes_is_taken(value):
    EventType("a:b:c", ("fact",)).check({"fact": value})


@pytest.mark.parametrize(
    "value", [1.5, {"a": 1}, b"bytes", [["deep"]], [1.5], 2**53, "\0", ["\0"], AT]
)
def test_fact_of_another_type_is_refused(value):
    with pytest.raises(EventRefused, match="a:b:c: fact"):
        EventType("a:b:c", ("fact",)).check({"fact": value})


def test_fact_that_is_not_declared_is_refused():
    with pytest.raises(EventRefused, match="does not declare: another"):
        EventType("a:b:c", ("fact",)).check({"fact": 1, "another": 2})


def test_canonical_form_is_fixed():
    data = event(facts={"b": 1, "a": "Ü\n"}).canonical()

    assert data.decode() == (
        '{"action":"agreement:state:registered","actor":"'
        + commitment("officer-7", salt=b"s" * 16)
        + '","actor_body":null,"agreement_reference":null,"agreement_version":null,'
        '"at":"2026-03-02T09:30:00.000000Z","facts":{"a":"Ü\\n","b":1},"form":1,"id":"e1",'
        '"nonce":"6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e","purpose":null,"subject_id":"a1",'
        '"subject_type":"agreement"}'
    )
    assert event().leaf_hash() == leaf_hash(event().canonical())


def test_canonical_form_does_not_name_the_actor():
    assert b"officer-7" not in event().canonical()
    assert event(actor_salt=b"t" * 16).canonical() != event().canonical()


def test_same_moment_in_another_zone_has_the_same_bytes():
    summer = timezone(timedelta(hours=1))

    assert event(at=AT.astimezone(summer)).canonical() == event().canonical()


def test_moment_without_a_zone_is_refused():
    with pytest.raises(EventRefused, match="zone"):
        event(at=AT.replace(tzinfo=None)).canonical()


def test_event_that_is_too_large_is_refused():
    with pytest.raises(EventRefused, match="bytes"):
        event(facts={"reason": "x" * MAX_CANONICAL_BYTES}).canonical()


def test_text_that_is_no_unicode_is_refused():
    with pytest.raises(EventRefused, match="Unicode"):
        event(purpose="\ud800").canonical()


_plain = st.text(st.characters(exclude_categories=["Cs"])) | st.integers(-(2**53) + 1, 2**53 - 1)
_facts = st.dictionaries(st.text("abc_", min_size=1), _plain | st.booleans() | st.lists(_plain))


@given(_facts)
def test_canonical_json_reads_back_and_does_not_depend_on_order(facts):
    data = canonical_json({"facts": facts})
    shuffled = dict(reversed(list(facts.items())))

    assert json.loads(data) == {"facts": facts}
    assert canonical_json({"facts": shuffled}) == data
