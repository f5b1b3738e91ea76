"""What the agreement's fields refuse: at the field, in a sentence, at once, with nothing kept."""

import time

import ckan.lib.plugins as lib_plugins
import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare import dataset_input
from ckanext.datashare.schemas import definition

from tests.integration.datashare.answers import refused, site_user

pytestmark = pytest.mark.usefixtures("suite_app")


def test_body_that_is_unknown_is_refused_at_its_row(bodies):
    errors = refused(
        title="T",
        owner_org=bodies[0]["id"],
        parties=[{"body": bodies[0]["id"]}, {"body": "Nowhere Council"}],
    )

    [message] = errors["parties"][1]["body"]
    assert "No organisation here is called “Nowhere Council”" in message


def test_body_named_twice_and_a_party_without_one_are_refused_at_their_rows(bodies):
    first = bodies[0]
    errors = refused(
        title="T",
        owner_org=first["id"],
        parties=[{"body": first["id"]}, {"body": first["name"]}, {"role": "controller"}],
    )

    assert "already party 1" in errors["parties"][1]["body"][0]
    assert errors["parties"][2]["body"] == ["Enter which organisation this party is."]


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"start_date": "2026-04-01", "end_date": "2026-03-01"}, "end_date"),
        ({"start_date": "2026-04-01", "review_date": "2026-03-01"}, "review_date"),
        ({"start_date": "30 February 2026"}, "start_date"),
        ({"review_date": "Mar-2024"}, "review_date"),
        ({"retention_period": "P1.5Y"}, "retention_period"),
        ({"retention_period": "a while"}, "retention_period"),
        ({"method": "carrier pigeon"}, "method"),
        ({"method": ["secure-email", "carrier pigeon"]}, "method"),
        ({"frequency": "now and then"}, "frequency"),
        ({"outside_uk": "perhaps"}, "outside_uk"),
        ({"breach_hours": "soon"}, "breach_hours"),
        ({"breach_hours": 721}, "breach_hours"),
        ({"breach_hours": True}, "breach_hours"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_url": "https://user:secret@example.gov.uk/"}, "source_url"),
        ({"source_words": "words"}, "source_words"),
        ({"source_words": {"No Field": "words"}}, "source_words"),
        ({"source_words": {"method": ["a"]}}, "source_words"),
        ({"lay_summary": "word " * 301}, "lay_summary"),
        ({"title": "t" * 301}, "title"),
        ({"purpose": "p" * 20_001}, "purpose"),
        ({"purpose": "nul \x00"}, "purpose"),
        ({"purpose": "half \ud800"}, "purpose"),
        ({"title": "nul \x00"}, "title"),
        ({"other_references": ["r"] * 201}, "other_references"),
        ({"tags": [{"name": "secret"}]}, "tags"),
        ({"tags": "t" * 200_000}, "tags"),
        ({"resources": "text"}, "resources"),
        ({"resources": ["text"]}, "resources"),
        ({"extras": [{"key": "a", "value": "b"}]}, "extras"),
        ({"author_email": "someone@example.com"}, "author_email"),
        ({"groups": [{"name": "g"}]}, "groups"),
    ],
)
def test_wrong_answer_is_refused_at_its_field_and_nothing_is_kept(bodies, answers, field):
    before = model.Session.query(model.Package).count()

    errors = refused(**{"title": "T", "owner_org": bodies[0]["id"], **answers})

    assert list(errors) == [field]
    assert all(isinstance(text, str) and text for text in errors[field])
    assert model.Session.query(model.Package).count() == before


WRONG = ["text", 7, True, {"a": 1}, ["a"], [{"a": 1}], [["a"]], [None], {"a": {"b": [1]}}, []]


LISTS = ("rows", "choices", "lines")


def mistakes(**data):
    """Return what validation alone finds, without writing."""
    data = {"type": "agreement", "name": "x-y-z", **data}
    try:
        dataset_input.accept(data)
    except tk.ValidationError as refusal:
        return refusal.error_dict
    plugin = lib_plugins.lookup_package_plugin("agreement")
    schema = plugin.create_package_schema()
    context = {"model": model, "session": model.Session, "user": site_user(), "ignore_auth": True}
    return lib_plugins.plugin_validate(plugin, context, data, schema, "package_create")[1]


def test_field_of_any_wrong_type_is_refused_there_or_kept_but_never_a_fault(bodies):
    for name, known in definition.fields().items():
        for value in WRONG:
            given = {"title": "T", "owner_org": bodies[0]["id"], name: value}

            errors = mistakes(**given)

            assert set(errors) <= {name}, (name, value, errors)
            if isinstance(value, dict) and known.kind != "source_words":
                assert errors, (name, value)
            if isinstance(value, list) and value and known.kind not in (*LISTS, "source_words"):
                assert errors, (name, value)


@pytest.mark.parametrize(
    "rows",
    [
        "text",
        {"body": "a"},
        ["a"],
        [{"body": "a"}, "b"],
        [{"body": {"a": 1}}],
        [{"body": ["a"]}],
        [{"unknown": "a"}],
        [{"body": "a", "article_6": [{"a": 1}]}],
        [{"body": "a", "discloses": "perhaps"}],
        [{"body": "a", "discloses": []}, {"discloses": {"a": 1}}],
        [{"body": "a"}] * 501,
        7,
    ],
)
def test_rows_of_a_wrong_shape_are_refused_at_their_field(bodies, rows):
    assert list(refused(title="T", owner_org=bodies[0]["id"], parties=rows)) == ["parties"]


def test_fifty_megabytes_of_text_are_refused_at_once(bodies):
    text = "x" * 50_000_000
    started = time.monotonic()

    errors = refused(title="T", owner_org=bodies[0]["id"], purpose=text)

    assert list(errors) == ["purpose"]
    assert time.monotonic() - started < 2


def test_fifty_megabytes_in_many_rows_are_refused_at_once(bodies):
    rows = [{"name": "n", "description": "x" * 99_000} for _ in range(500)]
    started = time.monotonic()

    errors = refused(title="T", owner_org=bodies[0]["id"], data_items=rows)

    assert list(errors) == ["data_items"]
    assert time.monotonic() - started < 2


def test_deeply_nested_value_is_refused(bodies):
    value = "x"
    for _ in range(50):
        value = [value]

    assert list(refused(title="T", owner_org=bodies[0]["id"], theme=value)) == ["theme"]
