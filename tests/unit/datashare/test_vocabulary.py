"""The lists of values."""

import re

import pytest
from ckanext.datashare import vocabulary
from ckanext.datashare.schemas import definition


@pytest.mark.parametrize("name", vocabulary.names())
def test_vocabulary_names_its_source_and_each_term_is_well_formed(name):
    head = (vocabulary.FOLDER / f"{name}.yaml").read_text(encoding="utf-8").split("terms:")[0]

    assert "Source:" in head
    for term in vocabulary.load(name).values():
        assert re.fullmatch(r"[A-Za-z0-9_-]+", term.id)
        assert term.label


def test_vocabulary_of_powers_explains_each_in_one_sentence_and_names_the_law():
    for term in vocabulary.load("legal_powers").values():
        assert re.fullmatch(r"[A-Z][^!?]*\.", term.explanation), term.id
        assert term.source and term.group


def test_vocabulary_of_areas_has_london_and_its_33_parts():
    boroughs = [code for code in vocabulary.load("areas") if code.startswith("E09")]

    assert boroughs == [f"E090000{n:02d}" for n in range(1, 34)]
    assert vocabulary.label("areas", "E09000018") == "Hounslow"


def test_vocabulary_that_a_schema_names_exists():
    for schema in ("agreement", "body"):
        for known in definition.fields(schema).values():
            for field in (known, *known.subfields.values()):
                if field.kind in ("choice", "choices"):
                    assert vocabulary.load(field.vocabulary)


def test_vocabulary_that_is_unknown_is_an_error_and_never_a_path():
    for name in ("nothing", "../schemas/agreement", ""):
        with pytest.raises(vocabulary.UnknownVocabulary):
            vocabulary.load(name)
