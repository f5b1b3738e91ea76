"""The table of known bodies and their spellings."""

from __future__ import annotations

import csv

import pytest
from ckanext.datashare import vocabulary
from ckanext.datashare.importers import known, words
from ckanext.datashare.schemas.definition import fields


def test_boroughs_are_33_with_their_codes():
    boroughs = known.boroughs()

    assert [body.facts["ons_code"] for body in boroughs] == [f"E090000{n:02}" for n in range(1, 34)]
    assert all(body.facts["ons_code"] in vocabulary.load("areas") for body in boroughs)


def test_known_bodies_have_facts_of_the_schema_only():
    for body in known.bodies():
        assert set(body.facts) <= set(fields("body")), body.name
        assert body.facts["body_kind"] in vocabulary.load("body_kind"), body.name


def test_known_names_are_addresses_and_stand_once():
    names = [body.name for body in known.bodies()]

    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalpha() and name == name.lower() for name in names)


def test_every_spelling_of_the_samples_is_known(sample):
    spelt = set()
    for path in sample.glob("nhs_digital_*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                spelt.add(row.get("Organisation") or row.get("Organisation Name"))

    assert len(spelt) == 26 + 20
    assert [name for name in spelt if known.find(name) is None] == []


@pytest.mark.parametrize(
    ("spelling", "title"),
    [
        ("London Borough Of Bromley", "Bromley Council"),
        ("LONDON BOROUGH OF BARKING & DAGENHAM", "Barking and Dagenham Council"),
        ("Royal Borough of Greenwich", "Greenwich Council"),
        ("Her Majesty’s Revenue and Customs", "HM Revenue and Customs"),
        ("King’s College London", "King's College London"),
        ("Nobody knows this one", "Nobody knows this one"),
    ],
)
def test_known_title(spelling, title):
    assert known.title(spelling) == title


def test_known_leading_name_is_the_longest_that_fits():
    body = known.leading("Wandsworth Councils entered into an arrangement")

    assert body is not None
    assert body.title == "Wandsworth Council"
    assert known.leading("nothing of the kind") is None


def test_known_identifier_finds_a_body():
    body = known.find_identified("ons", " e09000007 ")

    assert body is not None
    assert body.name == "camden"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One thing. Another.", "One thing."),
        ("Commissioning\nTo plan care. More.", "To plan care."),
        ("To improve:\n1. this", "To improve…"),
        ("No full stop", "No full stop."),
        ("Cut short […]", "Cut short."),
        ("", ""),
    ],
)
def test_first_sentence(text, sentence):
    assert words.first_sentence(text) == sentence


def test_first_sentence_is_at_most_sixty_words():
    assert len(words.first_sentence("word " * 100).split()) == 60


def test_summary_leaves_out_what_would_be_too_long():
    text = words.summary(["word " * 200, "other " * 200, "last."])

    assert len(text.split()) == 201
    assert text.endswith("last.")


def test_lower_first_keeps_abbreviations():
    assert words.lower_first("Cancer data") == "cancer data"
    assert words.lower_first("COVID-19 data") == "COVID-19 data"
