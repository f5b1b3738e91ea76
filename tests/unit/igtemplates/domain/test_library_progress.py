"""Every template of the library: nobody owes an answer to a question that is out of reach."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from ckanext.datashare.schemas import definition
from ckanext.igtemplates import domain
from ckanext.igtemplates.domain import progress
from ckanext.igtemplates.domain.progress import Mark
from ckanext.igtemplates.domain.template import Template
from hypothesis import given, settings
from hypothesis import strategies as st

FOLDER = Path(domain.__file__).parents[1] / "library"
FILES = sorted(FOLDER.glob("*.yaml"))


def read(path):
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Template.read(data, fields=_fields() if data["applies_to"] == "notice" else None)


def _fields():
    return definition.fields("agreement").keys()


TEMPLATES = {path.stem: read(path) for path in FILES}


def conditions(template):
    for question in template.questions:
        for condition in (question.shown_if, question.required_if):
            if condition is not None:
                yield from condition.walk()


def answers(template):
    """Return a strategy of answers: nothing, a word, or values that some condition asks for."""
    values = {question.field: {"", "said"} for question in template.questions}
    for condition in conditions(template):
        values.setdefault(condition.field, {"", "said"}).update(condition.values)
    values.pop("", None)
    return st.fixed_dictionaries(
        {
            field: st.sampled_from(sorted(known))
            | st.lists(st.sampled_from(sorted(known - {""})), max_size=3, unique=True)
            for field, known in values.items()
        }
    )


@pytest.mark.feature(41)
@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=60)
@given(data=st.data())
def test_no_required_question_is_out_of_reach(name, data):
    template = TEMPLATES[name]
    given = data.draw(answers(template))

    owed = progress.missing(template, given)
    open_sections = {step.section.id for step in progress.steps(template, given) if step.is_open}

    assert all(question.shown(given) for question in owed)
    assert {question.section for question in owed} <= open_sections


@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=40)
@given(data=st.data())
def test_answering_what_is_owed_always_ends_with_nothing_owed(name, data):
    template = TEMPLATES[name]
    given = dict(data.draw(answers(template)))

    for _ in range(len(template.questions) + 1):
        owed = progress.missing(template, given)
        if not owed:
            break
        given[owed[0].field] = "said"

    assert progress.missing(template, given) == ()
    gone = {question.field for question in progress.out_of_reach(template, given)}
    left = {field: value for field, value in given.items() if field not in gone}
    assert progress.out_of_reach(template, left) == ()


@pytest.mark.parametrize("name", [n for n, t in TEMPLATES.items() if t.sections])
def test_task_list_of_nothing_answered_has_a_place_to_start(name):
    steps = progress.steps(TEMPLATES[name], {})

    assert progress.following(steps) is not None
    assert all(step.waits_for for step in steps if step.mark is Mark.CANNOT_START)
