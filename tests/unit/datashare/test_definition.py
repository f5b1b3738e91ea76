"""What the schema files say of their fields."""

import pytest
from ckanext.datashare.schemas import definition

# The agreement's content in the project's field list.
LISTED = frozenset(
    (
        *("title", "other_references", "agreement_type", "under_framework", "lay_summary"),
        *("purpose", "benefits_expected", "benefits_achieved", "benefit_types"),
        *("risk_if_not_shared", "theme", "parties", "joining_procedure", "leaving_procedure"),
        *("direction", "disclosed_information", "data_items", "data_subjects", "data_types"),
        *("people_affected", "datasets", "legal_powers", "article_6", "article_9"),
        *("schedule_1", "part_3_law_enforcement", "confidentiality_basis"),
        *("opt_outs_applied", "consent_model", "method", "frequency"),
        *("what_happens_at_each_stage", "security_measures", "storage_location"),
        *("outside_uk", "transfer_safeguard", "onward_sharing", "source_conditions"),
        *("commercial_use", "linkage", "automated_decisions", "accuracy_checks"),
        *("retention_period", "disposal", "termination", "rights_contact", "foi_contact"),
        *("complaints", "breach_procedure", "privacy_notices", "dpia"),
        *("dpia_not_needed_reason", "project", "template", "template_version", "deviations"),
        *("areas", "start_date", "end_date", "review_date", "documents", "releases", "notes"),
        *("purposes", "origin", "source", "source_id", "source_version", "source_url"),
        *("source_words", "document_not_public_reason", "owner_org"),
    )
)


def test_agreement_has_every_listed_field_and_no_life_cycle():
    fields = definition.fields()

    assert set(fields) >= LISTED
    life_cycle = {"reference", "version", "status", "name", "private", "state", "signatures"}
    assert not life_cycle & set(fields)


@pytest.mark.parametrize("schema", ["agreement", "body"])
def test_every_field_has_a_label_a_section_and_its_marks(schema):
    sections = {section.id for section in definition.sections(schema)}

    for name, known in definition.fields(schema).items():
        assert known.label and known.section in sections, name
        if schema == "agreement":
            assert "material" in known.definition and "required_for" in known.definition, name


def test_every_field_is_in_exactly_one_section():
    shown = [known.name for section in definition.sections() for known in section.fields]

    assert shown == sorted(shown, key=list(definition.fields()).index)
    assert len(shown) == len(definition.fields())


def test_fields_that_may_change_after_registration_are_contacts_links_and_the_like():
    assert "purpose" in definition.material_fields()
    loose = set(definition.fields()) - definition.material_fields()
    assert {"rights_contact", "review_date", "benefits_achieved", "areas", "releases"} <= loose


def test_material_part_of_a_party_leaves_its_contact_out():
    rows = [{"body": "a", "role": "controller", "lead_contact_role": "Team"}]

    assert definition.material_part("parties", rows) == [{"body": "a", "role": "controller"}]
    assert definition.material_part("review_date", "2026-01-01") is None
    assert definition.material_part("purpose", "P") == "P"


def test_schema_files_are_plain_ascii_so_that_any_locale_reads_them():
    for path in definition._FOLDER.glob("*.yaml"):
        path.read_text(encoding="ascii")
