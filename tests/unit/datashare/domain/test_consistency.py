"""Contradictions and things that stand there twice."""

import pytest
from ckanext.datashare.domain import consistency


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        ({"start_date": "2026-04-01", "end_date": "2026-03-31"}, ["end_date"]),
        ({"start_date": "2026-04-01", "end_date": "2026-04-01"}, []),
        ({"start_date": "2026-04-01", "review_date": "2025-01-01"}, ["review_date"]),
        ({"end_date": "2026-04-01", "review_date": "2027-01-01"}, []),
        ({}, []),
    ],
)
def test_dates_that_contradict_are_told_at_the_later_one(dates, wrong):
    assert [place[0] for place, _ in consistency.dates(dates)] == wrong


def test_party_named_twice_is_told_at_its_second_row():
    rows = [{"body": "a"}, {"body": "b"}, {"body": "a"}]

    [(place, sentence)] = consistency.parties(rows)

    assert place == ("parties", 2, "body")
    assert "already party 1" in sentence


def test_party_in_words_is_the_same_whatever_its_capitals():
    rows = [{"body_words": "Any Provider"}, {"body_words": "any provider"}]

    assert [place for place, _ in consistency.parties(rows)] == [("parties", 1, "body_words")]


def test_party_without_a_body_is_told():
    assert [place for place, _ in consistency.parties([{"role": "controller"}])] == [
        ("parties", 0, "body")
    ]


def test_use_with_a_taken_or_badly_formed_short_name_is_told():
    rows = [{"id": "flu"}, {"id": "flu"}, {"id": "No Good"}]

    assert [place[1] for place, _ in consistency.purposes(rows)] == [1, 2]


def test_slug_is_made_from_the_title_and_unlike_those_taken():
    assert consistency.slug("Offer a flu vaccine!") == "offer-a-flu-vaccine"
    assert consistency.slug("Flu", taken={"flu", "flu-2"}) == "flu-3"
    assert consistency.slug("…") == "use"
