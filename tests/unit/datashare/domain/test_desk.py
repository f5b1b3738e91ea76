"""What waits for whom: each duty falls to the people of its role and body, and to nobody else."""

from datetime import datetime, timedelta, timezone

import pytest
from ckanext.datashare.domain.board import Said
from ckanext.datashare.domain.decision import Kind
from ckanext.datashare.domain.desk import Case, Duty, due, waiting
from ckanext.datashare.domain.party import PartyState
from ckanext.datashare.domain.role import Role
from ckanext.datashare.domain.state import Origin, State
from ckanext.datashare.domain.verdict import Actor

AT = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)


def case(state, origin=Origin.NEW, **data):
    fields = {
        "id": "a",
        "title": "Warm homes",
        "state": state,
        "origin": origin,
        "lead": "lead",
        "since": AT,
        "submitted_at": AT,
        "writers": frozenset({"writer"}),
        "submitted_by": "writer",
        "is_frozen": state in (State.SIGNING, State.REGISTERED),
        "parties": {"lead": PartyState.INVITED, "b": PartyState.INVITED, "c": PartyState.INVITED},
        **data,
    }
    return Case(**fields)


def person(id="somebody", *roles, **capacities):
    return Actor(id=id, capacities=capacities, roles=frozenset(roles))


def said(kind, body, minutes=5, **data):
    return Said(f"{kind.value}-{body}", kind, body, AT + timedelta(minutes=minutes), **data)


def duties(found):
    return [(task.duty, task.body) for task in found]


APPROVED = (said(Kind.APPROVE, "b"), said(Kind.APPROVE, "c"))
IG = person("ig", ("lead", Role.IG_LEAD))
B_SIRO = person("siro", ("b", Role.SIRO))


@pytest.mark.parametrize(
    ("who", "found", "expected"),
    [
        (B_SIRO, case(State.REVIEW), [(Duty.APPROVE, "b")]),
        (B_SIRO, case(State.REVIEW, said=APPROVED), []),
        (IG, case(State.REVIEW), []),
        (IG, case(State.REVIEW, said=APPROVED), [(Duty.AGREE, "lead")]),
        (IG, case(State.REVIEW, said=(said(Kind.ENDORSE, "f"),)), [(Duty.AGREE, "lead")]),
        (IG, case(State.AGREED), [(Duty.FREEZE, "lead")]),
        (B_SIRO, case(State.AGREED), []),
        (B_SIRO, case(State.SIGNING), [(Duty.SIGN, "b")]),
        (B_SIRO, case(State.SIGNING, signed=frozenset({"b"})), []),
        (B_SIRO, case(State.REGISTERED), [(Duty.SIGN, "b")]),
        (B_SIRO, case(State.REGISTERED, is_frozen=False), []),
        (person("d", ("b", Role.DPO)), case(State.SIGNING), []),
        (IG, case(State.REVIEW, said=(said(Kind.QUERY, "b"),)), [(Duty.ANSWER, "lead")]),
        (
            person("s", ("lead", Role.SIRO)),
            case(State.REVIEW, said=(said(Kind.ADVISE, "b"),)),
            [(Duty.SETTLE, "lead")],
        ),
        (person("f", ("f", Role.IG_LEAD)), case(State.REVIEW, endorser="f"), [(Duty.ENDORSE, "f")]),
        (person("f", ("f", Role.SIRO)), case(State.REVIEW, endorser="f"), []),
        (person("writer", lead="editor"), case(State.DRAFT), [(Duty.MEND, "lead")]),
        (person("writer", lead="editor"), case(State.DRAFT, submitted_at=None), []),
        (person("writer", lead="member"), case(State.DRAFT), []),
    ],
)
def test_duty_about_a_new_agreement_falls_to_its_people(who, found, expected):
    assert duties(due(found, who)) == expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (IG, [(Duty.REVIEW, "lead")]),
        (person("boss", lead="admin"), [(Duty.REVIEW, "lead")]),
        (person("writer", ("lead", Role.IG_LEAD)), []),
        (B_SIRO, [(Duty.NOTICE, "b")]),
        (person("m", b="member"), []),
    ],
)
def test_duty_about_an_existing_agreement_falls_to_a_second_person_and_the_bodies_named(
    who, expected
):
    assert duties(due(case(State.REVIEW, Origin.EXISTING), who)) == expected


def test_body_that_went_has_no_duty_any_more():
    parties = {"lead": PartyState.INVITED, "b": PartyState.DECLINED, "c": PartyState.LEFT}

    for state in State:
        assert due(case(state, parties=parties), B_SIRO) == []


def test_one_who_did_their_part_waits_for_the_others():
    approved = (said(Kind.APPROVE, "b"), said(Kind.QUERY, "b", 6))

    in_review = waiting(case(State.REVIEW, said=approved), B_SIRO)
    signing = waiting(case(State.SIGNING, signed=frozenset({"b"})), B_SIRO)

    assert duties(in_review) == [(Duty.REPLY, "b"), (Duty.APPROVALS, "b")]
    assert duties(signing) == [(Duty.SIGNATURES, "b")]
    assert waiting(case(State.REVIEW), B_SIRO) == []
    assert duties(waiting(case(State.REVIEW), IG)) == [(Duty.APPROVALS, "lead")]


def test_submitter_of_an_existing_agreement_waits_for_the_reviewer():
    found = case(State.REVIEW, Origin.EXISTING)

    assert duties(waiting(found, person("writer"))) == [(Duty.REVIEWER, "lead")]
    assert waiting(found, person("other")) == []
