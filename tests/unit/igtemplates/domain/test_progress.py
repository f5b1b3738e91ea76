"""The task list, for each state a section can be in, and for any template and answers."""

from __future__ import annotations

import pytest
from ckanext.igtemplates.domain import progress
from ckanext.igtemplates.domain.progress import Mark
from ckanext.igtemplates.domain.template import Template
from hypothesis import given
from hypothesis import strategies as st

NEEDED = {"required": True}
ABROAD = {"field": "outside_uk", "holds": "yes"}


def template(questions=None):
    return Template.read(
        {
            "id": "made",
            "version": "1",
            "kind": "one_way",
            "title": "Made for tests",
            "summary": "A template.",
            "applies_to": "agreement",
            "language": "en",
            "licence": "OGL",
            "sections": [
                {"id": "why", "title": "Why"},
                {"id": "where", "title": "Where"},
                {"id": "abroad", "title": "Abroad"},
            ],
            "questions": questions
            or [
                {
                    "id": "aim",
                    "section": "why",
                    "field": "purpose",
                    "text": "Why?",
                    "required": True,
                },
                {
                    "id": "good",
                    "section": "why",
                    "field": "benefits_expected",
                    "text": "What good?",
                },
                {"id": "out", "section": "where", "field": "outside_uk", "text": "Leaves the UK?"},
                {
                    "id": "guard",
                    "section": "abroad",
                    "field": "transfer_safeguard",
                    "text": "Which safeguard?",
                    "shown_if": ABROAD,
                    "required": True,
                },
            ],
        }
    )


def marks(answers):
    return [step.mark for step in progress.steps(template(), answers)]


def test_steps_of_nothing_answered_wait_for_what_decides_them():
    steps = progress.steps(template(), {})

    assert [step.mark for step in steps] == [
        Mark.NOT_STARTED,
        Mark.NOT_STARTED,
        Mark.CANNOT_START,
    ]
    assert steps[2].waits_for == ("Where",)
    assert not steps[2].is_open


@pytest.mark.feature(41)
def test_section_opens_or_falls_away_by_an_earlier_answer():
    assert marks({"outside_uk": "yes"})[2] is Mark.NOT_STARTED
    assert marks({"outside_uk": "no"})[2] is Mark.NOT_NEEDED


def test_section_is_in_progress_while_a_needed_answer_is_missing_and_done_after():
    (step, *_) = progress.steps(template(), {"benefits_expected": "Fewer hungry children"})

    assert step.mark is Mark.IN_PROGRESS
    assert [question.text for question in step.missing] == ["Why?"]
    assert marks({"purpose": "To feed children"})[0] is Mark.DONE


def test_missing_names_hidden_questions_never():
    assert [q.id for q in progress.missing(template(), {})] == ["aim"]
    assert [q.id for q in progress.missing(template(), {"outside_uk": "yes"})] == ["aim", "guard"]


def test_field_owed_by_others_is_missing_where_it_is_asked_and_not_where_it_is_hidden():
    owed = {"benefits_expected", "transfer_safeguard", "theme"}

    assert [q.id for q in progress.missing(template(), {}, owed=owed)] == ["aim", "good"]
    (step, *_) = progress.steps(template(), {"purpose": "To help"}, owed=owed)
    assert step.mark is Mark.IN_PROGRESS


def test_following_goes_on_and_comes_round():
    steps = progress.steps(template(), {"outside_uk": "no"})

    assert progress.following(steps).section.id == "why"
    assert progress.following(steps, "where").section.id == "why"
    done = progress.steps(template(), {"outside_uk": "no", "purpose": "To help"})
    assert progress.following(done) is None


def test_out_of_reach_finds_what_an_answer_hid_and_leaves_the_rest():
    answers = {"purpose": "To help", "outside_uk": "no", "transfer_safeguard": ["adequacy"]}

    assert [q.id for q in progress.out_of_reach(template(), answers)] == ["guard"]
    assert progress.out_of_reach(template(), {**answers, "outside_uk": "yes"}) == ()


def test_out_of_reach_follows_a_chain_of_questions():
    chain = template(
        [
            {"id": "a", "section": "why", "field": "a", "text": "A?"},
            {
                "id": "b",
                "section": "why",
                "field": "b",
                "text": "B?",
                "shown_if": {"field": "a", "holds": "yes"},
            },
            {
                "id": "c",
                "section": "why",
                "field": "c",
                "text": "C?",
                "shown_if": {"field": "b", "empty": False},
            },
        ]
    )

    found = progress.out_of_reach(chain, {"a": "no", "b": "said", "c": "said"})

    assert [question.id for question in found] == ["b", "c"]


VALUES = st.sampled_from(["", "yes", "no"])


@given(st.fixed_dictionaries(dict.fromkeys("abcd", VALUES)), st.data())
def test_no_answers_owe_a_hidden_question_and_taking_out_leaves_none(answers, data):
    conditions = st.none() | st.builds(
        lambda field, value: {"field": field, "holds": value},
        st.sampled_from("a"),
        st.sampled_from(["yes", "no"]),
    )
    made = template(
        [{"id": "a", "section": "why", "field": "a", "text": "A?", "required": True}]
        + [
            {"id": name, "section": "where", "field": name, "text": f"{name}?", "required": True}
            | ({"shown_if": condition} if (condition := data.draw(conditions)) else {})
            for name in "bcd"
        ]
    )

    owed = progress.missing(made, answers)
    gone = {question.field for question in progress.out_of_reach(made, answers)}
    left = {name: value for name, value in answers.items() if name not in gone}

    assert all(question.shown(answers) for question in owed)
    assert progress.out_of_reach(made, left) == ()
    assert all(step.answered <= len(step.shown) for step in progress.steps(made, left))
