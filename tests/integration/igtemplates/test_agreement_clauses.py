"""A document of an agreement that is written by a template: its clauses, and what they quote."""

from __future__ import annotations

import pytest
import yaml

from tests import factories
from tests.integration.igtemplates.test_agreement_document import rendered, text_of, words_of
from tests.team import Team, draft
from tests.unit.igtemplates.given import small

SENTENCE = "Withheld: FOIA section 31."
CLAUSES = [
    {"id": "why", "heading": "Purpose", "body": "We share because: {{purpose}}"},
    {
        "id": "keep",
        "heading": "Keeping",
        "body": "Data is kept safe.",
        "editable": "It is kept in one place.",
    },
]


@pytest.fixture(scope="module")
def made(suite_app):
    lead, partner = Team(), Team()
    text = yaml.safe_dump(small(id="for-documents", applies_to="agreement", clauses=CLAUSES))
    factories.call(
        "igtemplates_template_import",
        lead.reviewer["name"],
        text=text,
        owner_org=lead.body["id"],
    )
    return draft(
        lead,
        partner,
        origin="new",
        template="for-documents",
        template_version="1",
        purpose="Seventeen hungry children.",
        deviations=[
            {"clause": "keep", "change": "It is kept in bunker nine.", "reason": "No other place."}
        ],
    )


def forms(found):
    return text_of(found.pdf), found.html, words_of(found.docx)


def parts(made):
    import ckan.plugins as p
    from ckanext.datashare import content

    return dict(p.get_plugin("igtemplates").datashare_agreement_parts(content.of(made["id"])))


@pytest.mark.feature(63)
def test_document_shows_every_clause_as_filled(made):
    for text in forms(rendered(made)):
        assert "1. Purpose" in text
        assert "We share because: Seventeen hungry children." in text
        assert "It is kept in bunker nine." in text
        assert "differs from the approved text" in text


def test_parts_are_the_clauses_that_the_document_shows(made):
    found = parts(made)

    assert list(found) == ["clause:why", "clause:keep"]
    assert found["clause:keep"] == "Keeping\n\nData is kept safe.\n\nIt is kept in bunker nine."


def test_withheld_field_stands_in_no_clause_that_quotes_it(made):
    found = rendered(made, withheld={"field:purpose": SENTENCE})

    for text in forms(found):
        assert "hungry" not in text
        assert f"We share because: [{SENTENCE}]" in text


def test_withheld_clause_takes_its_changed_words_along(made):
    found = rendered(made, withheld={"clause:keep": SENTENCE})

    for text in forms(found):
        assert "bunker" not in text
        assert "Data is kept safe" not in text
        assert SENTENCE in text


def test_withheld_deviations_take_the_changed_clause_along(made):
    for text in forms(rendered(made, withheld={"field:deviations": SENTENCE})):
        assert "bunker" not in text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("field:purpose", ["clause:why"]),
        ("field:deviations", ["clause:keep"]),
        ("field:termination", []),
        ("clause:keep", ["field:deviations"]),
        ("clause:why", []),
    ],
)
def test_parts_that_tell_of_another_part_are_known(made, path, told):
    from ckanext.datashare import content, siblings

    assert list(siblings.telling(content.of(made["id"]), path)) == told
