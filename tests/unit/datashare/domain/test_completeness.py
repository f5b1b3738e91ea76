"""What an agreement still needs before it may go on."""

import pytest
from ckanext.datashare.domain.completeness import Level, missing
from ckanext.datashare.schemas import definition

EXISTING = {
    "title": "T",
    "owner_org": "a",
    "lay_summary": "S",
    "parties": [{"body": "a"}, {"body": "b"}],
}


def gaps(agreement, level=Level.EXISTING, has_document=True):
    found = missing(
        agreement,
        level=level,
        requirements=definition.requirements(),
        has_document=has_document,
    )
    return [gap.field for gap in found]


def test_existing_agreement_with_the_minimum_lacks_nothing():
    assert gaps(EXISTING) == []


@pytest.mark.parametrize("field", ["title", "lay_summary", "owner_org", "parties"])
def test_existing_agreement_without_a_needed_field_names_it(field):
    agreement = {name: value for name, value in EXISTING.items() if name != field}
    if field == "owner_org":
        agreement["parties"] = [{"body": "b"}, {"body": "c"}]

    assert gaps(agreement) == [field]


def test_existing_agreement_needs_one_body_beside_the_lead():
    assert gaps({**EXISTING, "parties": [{"body": "a"}]}) == ["parties"]
    assert gaps({**EXISTING, "parties": [{"body": "b"}]}) == []
    assert gaps({**EXISTING, "parties": [{"body_words": "any designated provider"}]}) == []


def test_existing_agreement_needs_its_document_or_a_reason():
    assert gaps(EXISTING, has_document=False) == ["document_not_public_reason"]
    assert gaps({**EXISTING, "document_not_public_reason": "R"}, has_document=False) == []


def test_new_agreement_needs_every_field_the_schema_marks():
    marked = {
        name
        for name, known in definition.fields().items()
        if known.definition.get("required_for") in ("existing", "new")
    }

    assert set(gaps({}, level=Level.NEW)) == marked
    assert {"purpose", "retention_period", "onward_sharing", "rights_contact"} <= marked


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"data_types": ["special"]}, "article_9"),
        ({"data_types": ["criminal"]}, "schedule_1"),
        ({"outside_uk": "yes"}, "transfer_safeguard"),
        ({"onward_sharing": "named"}, "onward_sharing_conditions"),
        ({"retention_period": "P2Y"}, "retention_start"),
    ],
)
def test_new_agreement_needs_what_its_other_answers_call_for(answers, field):
    assert field not in gaps({}, level=Level.NEW)
    assert field in gaps(answers, level=Level.NEW)
    assert field not in gaps(answers)


def test_new_agreement_needs_an_assessment_or_the_reason_for_none():
    assert "dpia" in gaps({}, level=Level.NEW)
    assert "dpia" not in gaps({"dpia_not_needed_reason": "R"}, level=Level.NEW)
