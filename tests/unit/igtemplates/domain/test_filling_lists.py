"""Several answers in one slot: a list where there is room for one, else one sentence."""

from __future__ import annotations

import pytest
from ckanext.igtemplates.domain.filling import fill
from ckanext.igtemplates.domain.template import Template

from tests.unit.igtemplates.given import small


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ("{{purpose}}", ("- a", "- b")),
        ("It is about: {{purpose}}", ("It is about:", "- a", "- b")),
        ("For {{purpose}} we share.", ("For a; b we share.",)),
    ],
)
def test_several_answers_are_a_list_where_there_is_room(body, paragraphs):
    clauses = [{"id": "why", "heading": "Why", "body": body}]
    template = Template.read(small(clauses=clauses))

    (clause,) = fill(template, {"purpose": "- a\n- b"}, {}, answers={})

    assert clause.paragraphs == paragraphs
