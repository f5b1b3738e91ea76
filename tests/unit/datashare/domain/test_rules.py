"""Access rules: both sides of each, and one answer to "may they?" and "which ones?"."""

from datetime import datetime, timezone

import pytest
from ckanext.datashare.domain import rules
from ckanext.datashare.domain.party import PartyState
from ckanext.datashare.domain.role import Role
from ckanext.datashare.domain.state import TRANSITIONS, State, Who
from ckanext.datashare.domain.verdict import Actor, Question, Subject, Verdict, decide
from hypothesis import given
from hypothesis import strategies as st

AT = datetime(2026, 1, 1, tzinfo=timezone.utc)
BODIES = ("lead", "party", "other")


def agreement(state=State.REVIEW, private=True, party=PartyState.INVITED):
    return Subject("agreement", "1", state, private, "lead", {"party": party})


def ask(actor, operation, subject):
    return decide(rules.RULES, Question(actor, operation, subject, AT))


def member(body, capacity="member", *roles):
    return Actor("u", capacities={body: capacity}, roles=frozenset((body, r) for r in roles))


@pytest.mark.parametrize(
    ("actor", "party", "state", "allowed"),
    [
        (Actor(), PartyState.JOINED, State.DRAFT, False),
        (member("lead"), PartyState.NAMED, State.DRAFT, True),
        (member("party"), PartyState.NAMED, State.DRAFT, False),
        (member("party"), PartyState.INVITED, State.DRAFT, True),
        (member("party"), PartyState.LEFT, State.REVIEW, False),
        (member("party"), PartyState.DECLINED, State.REVIEW, False),
        (member("party"), PartyState.JOINED, State.TAKEN_DOWN, False),
        (member("lead"), PartyState.JOINED, State.TAKEN_DOWN, True),
        (member("other", "admin"), PartyState.JOINED, State.REVIEW, False),
        (Actor("s", runs_site=True), PartyState.JOINED, State.DRAFT, True),
    ],
)
def test_reading_a_private_agreement(actor, party, state, allowed):
    assert ask(actor, "read", agreement(state, party=party)).allowed is allowed


def test_reading_what_is_public_is_everyones():
    assert ask(Actor(), "read", agreement(State.REGISTERED, private=False)).allowed


@given(
    capacities=st.dictionaries(st.sampled_from(BODIES), st.sampled_from(["member", "admin"])),
    party=st.sampled_from(PartyState),
    state=st.sampled_from(State),
    private=st.booleans(),
)
def test_reading_and_labels_agree(capacities, party, state, private):
    actor, subject = Actor("u", capacities=capacities), agreement(state, private, party)

    found = rules.Reading.labels(subject) & rules.Reading.held(actor)

    assert bool(found) == ask(actor, "read", subject).allowed


@pytest.mark.parametrize(
    ("capacity", "allowed"), [("member", False), ("editor", True), ("admin", True)]
)
def test_writing_takes_an_editor_of_the_lead(capacity, allowed):
    assert ask(member("lead", capacity), "write", agreement()).allowed is allowed
    assert not ask(member("party", capacity), "write", agreement()).allowed


PEOPLE = {
    Who.LEAD_EDITOR: member("lead", "editor"),
    Who.LEAD_ADMIN: member("lead", "admin"),
    Who.LEAD_ADMIN_OR_SYSADMIN: Actor("s", runs_site=True),
    Who.REVIEWER: member("lead", "member", Role.DPO),
    Who.IG_LEAD: member("lead", "member", Role.IG_LEAD),
    Who.PARTY_OR_REVIEWER: member("party", "member", Role.SIRO),
    Who.ACCOUNTABLE: member("lead", "member", Role.IAO),
    Who.GUARDIANS: member("lead", "member", Role.DPO),
}


@pytest.mark.parametrize("act", [act for act, t in TRANSITIONS.items() if t.who in PEOPLE])
def test_moving_takes_the_people_of_the_table_and_nobody_else(act):
    who = TRANSITIONS[act].who

    assert ask(PEOPLE[who], f"agreement:{act}", agreement()).allowed
    assert not ask(Actor(), f"agreement:{act}", agreement()).allowed
    assert not ask(member("other", "admin", *Role), f"agreement:{act}", agreement()).allowed
    assert not ask(member("lead"), f"agreement:{act}", agreement()).allowed


def test_moving_by_a_role_held_without_membership_takes_no_review():
    outsider = Actor("u", roles=frozenset({("lead", Role.DPO)}))

    assert not ask(outsider, "agreement:register", agreement()).allowed


@pytest.mark.parametrize("act", ["join", "decline", "leave", "waive_notice"])
def test_joining_takes_a_role_holder_of_the_same_body(act):
    assert ask(member("party", "member", Role.DPO), f"party:{act}:party", agreement()).allowed
    assert not ask(member("lead", "admin", Role.DPO), f"party:{act}:party", agreement()).allowed
    assert not ask(member("party", "admin"), f"party:{act}:party", agreement()).allowed


@pytest.mark.parametrize("operation", ["collect", "agreement:burn", "party:join", ""])
def test_operation_nobody_speaks_to_is_refused_with_a_next_step(operation):
    verdict = ask(Actor("s", runs_site=True), operation, agreement())

    assert (verdict.allowed, verdict.rule) == (False, "default")
    assert verdict.next_step


def test_first_rule_that_speaks_decides():
    class Says:
        def __init__(self, name, allowed):
            self.name, self.allowed = name, allowed

        def ask(self, question):
            return Verdict(self.allowed, self.name, "")

    question = Question(Actor(), "x", agreement(), AT)

    assert decide([Says("a", False), Says("b", True)], question).rule == "a"
