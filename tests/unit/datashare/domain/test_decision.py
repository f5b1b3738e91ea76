"""What each thing said needs, and when it can be said."""

from datetime import datetime, timedelta, timezone

import pytest
from ckanext.datashare.domain.decision import (
    RULES,
    TEXT_LIMIT,
    DecisionRefused,
    Kind,
    Outcome,
    bodies_of,
    check_time,
    check_words,
    roles_that_allow,
    stands,
)
from ckanext.datashare.domain.party import PartyState
from ckanext.datashare.domain.role import LABELS, Role
from ckanext.datashare.domain.state import Origin, State

AT = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
UNDER_WAY = {State.REVIEW, State.AGREED, State.SIGNING}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("kind", list(Kind))
def test_each_thing_is_said_in_its_states_only(kind, state):
    expected = {
        Kind.READ: UNDER_WAY | {State.REGISTERED, State.SUSPENDED},
        Kind.APPROVE: {State.REVIEW},
        Kind.ENDORSE: {State.REVIEW},
    }.get(kind, UNDER_WAY | {State.DRAFT})

    if state in expected:
        check_time(RULES[kind], state=state, origin=Origin.NEW)
    else:
        with pytest.raises(DecisionRefused):
            check_time(RULES[kind], state=state, origin=Origin.NEW)


@pytest.mark.parametrize("origin", [Origin.EXISTING, Origin.IMPORTED])
@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_is_said_about_what_was_signed_elsewhere(kind, origin):
    with pytest.raises(DecisionRefused):
        check_time(RULES[kind], state=State.REVIEW, origin=origin)


@pytest.mark.parametrize(
    ("kind", "outcome", "text", "answered"),
    [
        (Kind.READ, "", "", None),
        (Kind.QUERY, "", "Why?", None),
        (Kind.ANSWER, "", "So.", Kind.QUERY),
        (Kind.APPROVE, "", "", None),
        (Kind.APPROVE, "", "With thanks.", None),
        (Kind.ADVISE, Outcome.DO_NOT.value, "Too much.", None),
        (Kind.SETTLE, Outcome.ACCEPTED.value, "", Kind.ADVISE),
        (Kind.SETTLE, Outcome.OVERRULED.value, "Needed.", Kind.ADVISE),
        (Kind.CALDICOTT, Outcome.GO_AHEAD.value, "", None),
        (Kind.ENDORSE, "", "", None),
        (Kind.QUERY, "", "x" * TEXT_LIMIT, None),
    ],
)
def test_what_is_said_in_full_is_taken(kind, outcome, text, answered):
    check_words(RULES[kind], outcome=outcome, text=text, answered=answered)


@pytest.mark.parametrize(
    ("kind", "outcome", "text", "answered", "field"),
    [
        (Kind.READ, "", "Words", None, "text"),
        (Kind.QUERY, "", "", None, "text"),
        (Kind.QUERY, "go_ahead", "Why?", None, "outcome"),
        (Kind.QUERY, "", "Why?", Kind.QUERY, "in_reply_to"),
        (Kind.QUERY, "", "x" * (TEXT_LIMIT + 1), None, "text"),
        (Kind.QUERY, "", "a\0b", None, "text"),
        (Kind.ANSWER, "", "So.", None, "in_reply_to"),
        (Kind.ANSWER, "", "So.", Kind.ADVISE, "in_reply_to"),
        (Kind.ADVISE, "", "Too much.", None, "outcome"),
        (Kind.ADVISE, "accepted", "Too much.", None, "outcome"),
        (Kind.ADVISE, "do_not", "", None, "text"),
        (Kind.SETTLE, "overruled", "", Kind.ADVISE, "text"),
        (Kind.SETTLE, "go_ahead", "", Kind.ADVISE, "outcome"),
        (Kind.CALDICOTT, "do_not", "", None, "text"),
    ],
)
def test_what_lacks_something_is_refused_where_it_lacks(kind, outcome, text, answered, field):
    with pytest.raises(DecisionRefused) as refused:
        check_words(RULES[kind], outcome=outcome, text=text, answered=answered)

    assert refused.value.field == field


def test_each_side_holds_its_bodies_and_nobody_that_went():
    parties = {
        "lead": PartyState.INVITED,
        "in": PartyState.INVITED,
        "joined": PartyState.JOINED,
        "named": PartyState.NAMED,
        "out": PartyState.DECLINED,
        "left": PartyState.LEFT,
    }

    found = {
        kind: bodies_of(RULES[kind].side, lead="lead", parties=parties, endorser="forum")
        for kind in Kind
    }

    assert found[Kind.READ] == {"lead", "in", "joined"}
    assert found[Kind.APPROVE] == {"in", "joined"}
    assert found[Kind.ANSWER] == {"lead"}
    assert found[Kind.ENDORSE] == {"forum"}
    without = bodies_of(RULES[Kind.ENDORSE].side, lead="lead", parties=parties, endorser="")
    assert without == frozenset()


def test_advice_and_views_are_no_approval_whatever_the_role():
    assert roles_that_allow(RULES[Kind.APPROVE], [Role.CALDICOTT_GUARDIAN, Role.LEGAL_LEAD]) == []
    assert roles_that_allow(RULES[Kind.ADVISE], list(Role)) == [Role.DPO]
    assert roles_that_allow(RULES[Kind.CALDICOTT], list(Role)) == [Role.CALDICOTT_GUARDIAN]
    assert all(role in LABELS for role in Role)


def test_what_was_said_stands_from_the_last_submission_on():
    assert stands(at=AT, submitted_at=AT)
    assert not stands(at=AT, submitted_at=AT + timedelta(microseconds=1))
    assert not stands(at=AT, submitted_at=None)
