"""Forms and values as pages show them, from dictionaries of answers and mistakes."""

import re

import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare import form
from ckanext.datashare.domain.completeness import Level
from ckanext.datashare.schemas import definition

from tests import factories

pytestmark = pytest.mark.usefixtures("with_request_context")
MARKUP = "<script>alert(1)</script>\"'&{{ 7*7 }}"


def page(data, errors=None, **asked):
    groups = form.build(data, errors or {}, **asked)
    summary = tk.render(
        "datashare/form/summary.html", {"mistakes": form.mistakes(groups, errors or {})}
    )
    return summary + tk.render("datashare/agreement/form.html", {"groups": groups})


def ids(html):
    return re.findall(r'\sid="([^"]+)"', html)


def test_form_has_each_question_once_with_its_label_and_help():
    html = page({})

    assert len(ids(html)) == len(set(ids(html)))
    for target in re.findall(r'\s(?:for|aria-labelledby)="([^"]+)"', html):
        assert target in ids(html), target
    for targets in re.findall(r'aria-describedby="([^"]+)"', html):
        assert set(targets.split()) <= set(ids(html)), targets
    for known in definition.fields().values():
        assert (f'id="field-{known.name}"' in html) == known.on_form, known.name
    assert "Write for a resident, in at most 300 words" in html
    assert "For example: 3 years 11 months" in html
    assert "*" not in re.sub(r"<[^>]+>", "", html)


def test_form_of_an_existing_agreement_asks_the_minimum():
    html = page({}, names=form.EXISTING_FIELDS, parts=form.EXISTING_PARTS)

    asked = set(re.findall(r'name="([a-z_0-9]+)"', html)) & set(definition.fields())
    assert asked | {"parties"} == set(form.EXISTING_FIELDS)
    assert 'name="parties-0-body"' in html and "parties-0-signatory_role" not in html
    assert re.search(r"Summary\s*</label>", html)
    assert re.search(r"End date <span[^>]*>\(optional\)", html)


def test_form_marks_as_optional_what_its_level_does_not_ask():
    existing = re.search(r'for="field-purpose">(.*?)</label>', page({}), re.DOTALL)[1]
    new = re.search(r'for="field-purpose">(.*?)</label>', page({}, level=Level.NEW), re.DOTALL)[1]

    assert "(optional)" in existing
    assert "(optional)" not in new


def test_form_shows_stored_answers_as_people_type_them():
    body = factories.body(title="Alder Council")
    html = page(
        {
            "owner_org": body["id"],
            "retention_period": "P3Y11M",
            "start_date": "2026-04-01",
            "other_references": ["a", "b"],
            "method": ["secure-email"],
            "outside_uk": "no",
            "parties": [
                {"body": body["id"], "discloses": True, "receives": False, "to_check": "x"}
            ],
        }
    )

    assert 'name="owner_org" value="Alder Council"' in html
    assert 'value="3 years 11 months"' in html
    assert 'value="1 April 2026"' in html
    assert "a\nb</textarea>" in html
    assert re.search(r'value="secure-email"\s+checked', html)
    assert re.search(r'name="outside_uk" value="no"\s+checked', html)
    assert re.search(r'id="field-parties-0-discloses" name="parties-0-discloses"[^>]*checked', html)
    assert not re.search(r'id="field-parties-0-receives"[^>]*checked', html)
    assert '<input type="hidden" name="parties-0-to_check" value="x">' in html


def test_form_after_an_error_keeps_what_was_typed_and_links_to_each_field():
    posted = {
        "title": "",
        "start_date": "30 Febuary",
        "retention_period": "a while",
        "parties-0-body": "Nowhere Council",
        "parties-7-body_words": "any provider",
        "method": ["", "secure-email"],
    }
    errors = {
        "title": ["Enter an answer for “Title”."],
        "start_date": ["Enter a real date."],
        "parties": [{"body": ["No organisation here."]}, {}],
        "name": ["Something else is wrong."],
    }

    html = page(posted, errors)

    assert 'value="30 Febuary"' in html and 'value="a while"' in html
    assert 'name="parties-0-body" value="Nowhere Council"' in html
    assert 'name="parties-1-body_words" value="any provider"' in html
    assert re.search(r'value="secure-email"\s+checked', html)
    assert '<a href="#field-parties-0-body">Party 1: No organisation here.</a>' in html
    assert '<a href="#field-start_date">Enter a real date.</a>' in html
    assert "<li>Something else is wrong.</li>" in html
    assert re.search(r'id="field-title"[^>]*aria-describedby="[^"]*field-title-error"', html)
    assert 'tabindex="-1" id="error-summary"' in html


def test_form_has_no_summary_where_nothing_is_wrong():
    assert "error-summary" not in page({"title": "T"})


def test_form_escapes_markup_in_every_answer():
    data = {}
    for name, known in definition.fields().items():
        if known.kind == "rows":
            data[name] = [dict.fromkeys(known.subfields, MARKUP)]
        elif known.kind in ("choices", "lines"):
            data[name] = [MARKUP]
        else:
            data[name] = MARKUP
    errors = {"title": [MARKUP], "parties": [{"body": [MARKUP]}]}

    html = page(data, errors)

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7*7 }}" in html


def test_button_that_adds_a_row_gives_one_more_and_keeps_the_answers():
    posted = {"title": "T", "parties-0-body": "a", "parties-1-body": "b", form.ADD: "parties"}

    pressed = form.press(posted)
    html = page(pressed.data, extra=pressed.extra)

    assert form.ADD not in pressed.data
    assert 'name="title" value="T"' in html
    assert 'name="parties-1-body" value="b"' in html
    assert "parties-3-body" in html and "parties-4-body" not in html


def test_button_that_deletes_a_row_takes_that_row_alone():
    posted = {"parties-1-body": "a", "parties-11-body": "b", form.DELETE: "parties-1"}

    pressed = form.press(posted)

    assert pressed.data == {"parties-11-body": "b"}
    assert form.press({"title": "T", "save": "draft"}) is None


def show(name, value):
    shown = {"field": {"field_name": name}, "data": {name: value}, "object_type": "agreement"}
    return tk.render("datashare/form/value.html", shown)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("retention_period", "P3Y11M", "3 years 11 months"),
        ("start_date", "2026-04-01", "1 April 2026"),
        ("method", ["system-access"], "Staff can log in to see this"),
        ("onward_sharing", "no", "Not allowed"),
        ("areas", ["E09000018"], "Hounslow"),
        ("source_words", {"method": "System Access"}, "method: System Access"),
        ("end_date", "", "Not stated by the source"),
        ("method", [], "Not stated by the source"),
        ("parties", None, "Not stated by the source"),
        ("method", ["gone-from-the-list"], "gone-from-the-list"),
    ],
)
def test_value_is_shown_in_words(name, value, words):
    assert words in show(name, value)


def test_value_of_rows_names_each_part_that_is_known():
    body = factories.body(title="Birch Council")
    html = show("parties", [{"body": body["id"], "discloses": True, "receives": False}])

    assert "Birch Council" in html
    assert re.search(r"<dt>Gives data</dt><dd>\s*Yes", html)
    assert re.search(r"<dt>Receives data</dt><dd>\s*No", html)
    assert "Signs" not in html and "Role" not in html


def test_value_escapes_markup():
    for name in ("purpose", "title", "other_references", "source_words"):
        value = [MARKUP] if name == "other_references" else MARKUP
        html = show(name, {"a": MARKUP} if name == "source_words" else value)

        assert "<script" not in html and "&lt;script" in html


def test_value_helpers_speak_in_words():
    assert tk.h.datashare_value("retention_period", "P3Y11M") == "3 years 11 months"
    assert tk.h.datashare_value("retention_period", None) == "Not stated by the source"
    assert tk.h.datashare_label("party_role", "joint-controller") == "Joint controller"
    assert tk.h.datashare_day_words("Mar-2024") == "Mar-2024"
