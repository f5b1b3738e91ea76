"""The templates that come with the extension are whole, and ask for all the register needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from ckanext.datashare import schemas, vocabulary
from ckanext.datashare.domain.completeness import Level
from ckanext.igtemplates import library, reading
from ckanext.igtemplates.domain.condition import Condition
from ckanext.igtemplates.domain.element import ELEMENTS
from ckanext.igtemplates.domain.fact import FACTS
from ckanext.igtemplates.domain.shape import TemplateRefused
from ckanext.igtemplates.domain.template import Template
from ckanext.igtemplates.schemas import FOLDER

FILES = sorted(Path(library.__file__).parent.glob("*.yaml"))
AGREEMENTS = ("condensed", "one-way", "pan-london")


@pytest.fixture(scope="module", autouse=True)
def sibling_schemas() -> None:
    for path in FOLDER.glob("*.yaml"):
        schemas.definition.add(path.stem, path)


def _template(name: str) -> Template:
    path = Path(library.__file__).parent / f"{name}.yaml"
    return reading.read(path.read_text(encoding="utf-8"))


def _conditions(template: Template) -> list[Condition]:
    found = [q.shown_if for q in template.questions] + [q.required_if for q in template.questions]
    found += [clause.shown_if for clause in template.clauses] + [template.applies_when]
    found += [refusal.condition for refusal in template.refused_when]
    return [one for one in found if one is not None]


@pytest.mark.feature(34)
@pytest.mark.feature(35)
@pytest.mark.feature(36)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_library_file_is_read_whole(path: Path) -> None:
    found = reading.read(path.read_text(encoding="utf-8"))

    assert found.id == path.stem
    assert Template.read(found.as_data(), fields=None if found.questions else _fields()) is not None


def _fields() -> frozenset[str]:
    return frozenset(schemas.fields("agreement"))


def test_library_holds_the_five_kinds() -> None:
    kinds = {reading.read(path.read_text(encoding="utf-8")).kind for path in FILES}

    assert kinds == {"many_parties", "one_way", "condensed", "dpia", "privacy_notice"}


@pytest.mark.parametrize("name", AGREEMENTS)
def test_library_agreement_asks_for_every_required_field(name: str) -> None:
    template = _template(name)
    asked = {question.field for question in template.questions}

    for needed in schemas.requirements("agreement"):
        if needed.other and name == "condensed":
            continue  # what asks for it is refused there
        if needed.at not in (Level.EXISTING, Level.NEW):
            continue
        either = {needed.field, needed.unless} - {""}
        assert either & asked, needed.field


@pytest.mark.parametrize("name", ("one-way", "pan-london"))
def test_library_full_agreement_speaks_of_every_element(name: str) -> None:
    covered = {clause.element for clause in _template(name).clauses}

    code = {one for one in ELEMENTS if not one.startswith(("joint-", "processor-", "notice-"))}
    assert code - covered == ({"joining-leaving"} if name == "one-way" else set())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_library_conditions_name_values_on_the_lists(path: Path) -> None:
    template = reading.read(path.read_text(encoding="utf-8"))
    known = schemas.fields("dpia" if template.applies_to == "dpia" else "agreement")

    for condition in _conditions(template):
        for one in condition.walk():
            field = known.get(one.field)
            if field is not None and field.vocabulary and one.field not in FACTS:
                assert one.values <= vocabulary.load(field.vocabulary).keys(), one


@pytest.mark.feature(37, part=True)
@pytest.mark.parametrize("name", AGREEMENTS)
def test_library_agreement_is_mostly_locked(name: str) -> None:
    clauses = _template(name).clauses

    assert sum(clause.locked for clause in clauses) > 0.9 * len(clauses)
    assert any(clause.editable for clause in clauses)


@pytest.mark.feature(42)
@pytest.mark.parametrize("name", AGREEMENTS)
def test_library_questions_help(name: str) -> None:
    questions = _template(name).questions

    assert sum(bool(q.help or q.example) for q in questions) > 0.6 * len(questions)


def test_library_question_that_waits_for_a_value_on_no_list_is_refused() -> None:
    data = _template("one-way").as_data()
    (question,) = [one for one in data["questions"] if one["id"] == "onward-conditions"]
    question["shown_if"] = {"field": "onward_sharing", "holds": "sometimes"}

    with pytest.raises(TemplateRefused, match="onward-conditions"):
        reading.checked(data)
