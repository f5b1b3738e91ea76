"""Names of bodies: spellings of one name share a key, codes carry their scheme."""

import pytest
from ckanext.datashare.domain.body import identifier, identifiers, key
from ckanext.datashare.importers import known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Barking & Dagenham", "BARKING AND  DAGENHAM"),
        ("King’s College", "Kings College"),
        ("Richmond-upon-Thames.", "richmond upon thames"),
    ],
)
def test_name_of_two_spellings_is_one(one, other):
    assert key(one) == key(other)


def test_name_of_two_names_differs():
    assert key("Camden Council") != key("Camden")


def test_name_agrees_with_the_importers():
    for body in known.bodies():
        for name in (body.title, *body.known_as):
            assert key(name) == known.key(name)


def test_identifier_with_and_without_its_scheme():
    assert identifier(" ons:e09000018 ") == ("ons", "E09000018")
    assert identifier("ryj") == (None, "RYJ")


def test_identifiers_are_those_the_fields_hold():
    assert identifiers({"ons_code": "E09000018", "ods_code": ""}) == {"ons": "E09000018"}
