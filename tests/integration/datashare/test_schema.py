"""The agreement's fields through CKAN's dataset actions: every field in, the same value out."""

import json
import time
from itertools import count

import ckan.lib.plugins as lib_plugins
import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import call_action
from ckanext.datashare import dataset_input
from ckanext.datashare.schemas import definition

pytestmark = pytest.mark.usefixtures("suite_app")
_numbers = count()


@pytest.fixture
def bodies():
    """Return three bodies."""
    made = []
    for word in ("Alder", "Birch", "Cedar"):
        number = next(_numbers)
        made.append(
            call_action(
                "organization_create",
                {"user": site_user()},
                name=f"schema-{word.lower()}-{number}",
                title=f"{word} Council {number}",
            )
        )
    return made


def site_user():
    return tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]


def create(**data):
    return call_action("package_create", {"user": site_user()}, type="agreement", **data)


def show(dataset):
    return call_action("package_show", {"user": site_user()}, id=dataset["id"])


def refused(**data):
    with pytest.raises(tk.ValidationError) as refusal:
        create(**data)
    model.Session.rollback()
    return refusal.value.error_dict


def everything(bodies):
    """Return an answer to every field of the schema."""
    first, second, third = (body["id"] for body in bodies)
    return {
        "title": "Flu vaccines at home",
        "lay_summary": "The council tells the NHS who is over 75.",
        "owner_org": first,
        "agreement_type": "one-way",
        "direction": "one-way",
        "theme": ["health-and-wellbeing", "adult-social-care"],
        "areas": ["E09000007", "E09000018"],
        "areas_derived": "no",
        "under_framework": "London Information Sharing Charter",
        "other_references": ["DARS-NIC-125012-S7Z6Y", "ISG 12"],
        "parties": [
            {
                "body": first,
                "body_words": "LB Alder",
                "role": "controller",
                "discloses": True,
                "receives": False,
                "article_6": ["c", "e"],
                "signatory_role": "SIRO",
                "lead_contact_role": "Information governance team",
                "to_check": "The source names it twice.",
            },
            {"body": second, "role": "recipient", "discloses": False, "receives": True},
            {"body": third, "role": "processor"},
            {"body_words": "any designated provider"},
        ],
        "in_force_when": "all",
        "joining_procedure": "Sign the schedule.",
        "leaving_procedure": "Three months' notice.",
        "purpose": "To offer a vaccine.",
        "purposes": [
            {
                "id": "flu-vaccine",
                "title": "Offer a vaccine",
                "description": "At home.",
                "recipients": "District nurses",
                "case_reference_required": True,
            }
        ],
        "benefits_expected": "400 more vaccinated.",
        "benefits_achieved": "312 were.",
        "benefit_types": ["better-services"],
        "risk_if_not_shared": "People are missed.",
        "disclosed_information": "Name, address, date of birth.",
        "data_items": [
            {
                "name": "Date of birth",
                "description": "Day, month and year",
                "category": "demographic",
                "special": False,
                "needed_why": "To find people over 75.",
                "visible_to": "District nurses",
            }
        ],
        "data_subjects": ["residents", "older-people"],
        "data_types": ["personal", "special"],
        "people_affected": "1000-9999",
        "datasets": ["Tenancy register"],
        "legal_powers": ["hsca-2012-s261-5-d", "localism-2011-s1"],
        "legal_powers_other": "Housing Act 1996, section 166A (implied)",
        "article_6": ["e"],
        "article_9": ["h"],
        "schedule_1": ["paragraph-2"],
        "part_3_law_enforcement": "no",
        "confidentiality_basis": ["implied-consent", "section-251"],
        "opt_outs_applied": "not-applicable",
        "opt_outs_reason": "No opt-out covers this.",
        "consent_model": "None",
        "method": ["secure-email", "system-access"],
        "method_details": "Monthly file.",
        "frequency": "monthly",
        "what_happens_at_each_stage": "Collected, sent, deleted.",
        "security_measures": "Encrypted.",
        "storage_location": "England",
        "outside_uk": "no",
        "transfer_safeguard": ["adequacy"],
        "onward_sharing": "named",
        "onward_sharing_conditions": "The printer only.",
        "source_conditions": "None",
        "commercial_use": "no",
        "linkage": "None",
        "automated_decisions": "None",
        "accuracy_checks": "Yearly.",
        "retention_period": "P3Y11M",
        "retention_start": "received",
        "retention_details": "Names go after a year.",
        "disposal": "destroyed",
        "termination": "By notice.",
        "rights_contact": "informationrights@example.gov.uk",
        "foi_contact": "foi@example.gov.uk",
        "complaints": "Write to the lead.",
        "breach_procedure": "Tell the lead at once.",
        "breach_hours": "24",
        "privacy_notices": [{"body": first, "url": "https://www.example.gov.uk/privacy"}],
        "dpia": "https://www.example.gov.uk/dpia",
        "dpia_not_needed_reason": "There is one.",
        "start_date": "2026-04-01",
        "end_date": "2029-03-31",
        "review_date": "2027-04-01",
        "document_not_public_reason": "It names systems.",
        "documents": [
            {
                "title": "Annex A",
                "kind": "annex",
                "url": "https://www.example.gov.uk/a?b=c#d",
                "description": "Data items",
            }
        ],
        "project": "p",
        "template": "t",
        "template_version": "1",
        "deviations": [{"clause": "4", "change": "Two years", "reason": "Local rule"}],
        "origin": "existing",
        "source": "nhs-digital",
        "source_id": f"DARS-NIC-{next(_numbers)}",
        "source_version": "v3.5",
        "source_url": "https://www.example.gov.uk/register",
        "source_words": {"method": "System Access", "parties[1].role": "Recipient"},
        "notes": "A note.",
        "releases": [
            {
                "source_row": "FILE1",
                "dataset": "Births",
                "recipient": second,
                "recipient_words": "LB Birch",
                "identifiability": "pseudonymised",
                "identifiability_words": "Anonymised - ICO code compliant",
                "sensitive": True,
                "legal_powers": ["hsca-2012-s261-1"],
                "legal_basis_words": "s261(1)",
                "frequency": "ongoing",
                "frequency_words": "Ongoing",
                "method": ["system-access"],
                "opt_outs": "no",
                "opt_outs_words": "No - deaths",
                "confidentiality": ["not-confidential"],
                "confidentiality_words": "Does not include",
                "date": "2021-02-01",
            }
        ],
    }


@pytest.mark.feature(22, part=True)
@pytest.mark.feature(23, part=True)
@pytest.mark.feature(24, part=True)
@pytest.mark.feature(26, part=True)
@pytest.mark.feature(27)
def test_every_field_comes_back_as_it_went_in(bodies):
    answers = everything(bodies)
    assert set(answers) == set(definition.fields()), "an answer for each field of the schema"

    shown = show(create(**answers))

    for name, value in answers.items():
        stored = shown[name]
        if name == "parties":  # life-cycle keys of ours stand beside what was sent
            stored = [
                {part: row[part] for part in row if part in sent}
                for row, sent in zip(stored, value, strict=True)
            ]
        assert stored == value, name


def test_what_was_shown_can_be_sent_back_unchanged_or_with_one_change(bodies):
    shown = show(create(**everything(bodies)))

    call_action("package_update", {"user": site_user()}, **{**shown, "frequency": "weekly"})

    again = show(shown)
    assert again["frequency"] == "weekly"
    for name in definition.fields():
        if name != "frequency":
            assert again[name] == shown[name], name


def test_draft_needs_a_title_and_a_lead_and_nothing_else(bodies):
    assert show(create(title="T", owner_org=bodies[0]["id"]))["title"] == "T"

    assert set(refused(owner_org=bodies[0]["id"])) == {"title"}
    assert set(refused(title="T")) == {"owner_org"}


def test_body_may_be_given_by_its_address_or_its_name(bodies):
    first, second, third = bodies
    dataset = create(
        title="T",
        owner_org=first["name"],
        parties=[{"body": second["title"].upper()}, {"body": third["name"]}],
    )

    shown = show(dataset)
    assert shown["owner_org"] == first["id"]
    assert [row["body"] for row in shown["parties"]] == [second["id"], third["id"]]


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


def test_markup_is_kept_as_text(bodies):
    markup = "<script>alert(1)</script><b onclick=x>&amp;"
    dataset = create(
        title=markup,
        owner_org=bodies[0]["id"],
        purpose=markup,
        parties=[{"body_words": markup}],
        other_references=[markup],
    )

    shown = show(dataset)
    assert shown["title"] == shown["purpose"] == shown["parties"][0]["body_words"] == markup
    assert shown["other_references"] == [markup]


def test_use_without_a_short_name_gets_one_that_is_unlike_the_others(bodies):
    dataset = create(
        title="T",
        owner_org=bodies[0]["id"],
        purposes=[{"title": "Flu"}, {"title": "Flu"}, {"title": "Other", "id": "flu"}],
    )

    assert [row["id"] for row in show(dataset)["purposes"]] == ["flu-2", "flu-3", "flu"]


def test_field_that_is_emptied_is_gone(bodies):
    shown = show(create(**everything(bodies)))
    emptied = [name for name in definition.fields() if name not in ("title", "owner_org")]

    call_action(
        "package_patch",
        {"user": site_user()},
        id=shown["id"],
        **{name: [] if isinstance(shown[name], list) else "" for name in emptied},
    )

    again = show(shown)
    assert {name: again[name] for name in emptied if again.get(name)} == {}


def test_stored_values_are_text_and_lists_are_json(bodies):
    dataset = create(**everything(bodies))

    extras = model.Package.get(dataset["id"]).extras
    assert extras["retention_period"] == "P3Y11M"
    assert json.loads(extras["method"]) == ["secure-email", "system-access"]
    assert json.loads(extras["parties"])[0]["discloses"] is True


def test_body_keeps_its_single_facts(bodies, clean_db):
    facts = {
        "body_kind": "borough",
        "official_name": "London Borough of Elm",
        "description": "A council.",
        "website": "https://www.example.gov.uk",
        "area": "E09000018",
        "confirmed": "yes",
        "ons_code": "E09000018",
        "ods_code": "RYJ",
        "company_number": "01234567",
        "government_code": "D25",
        "ico_registration": "Z1234567",
        "ico_expiry": "2027-01-01",
        "dspt_status": "met",
        "cyber_essentials": "plus",
        "psn_certified": "no",
        "charter_signed": "2020-01-01",
        "dpo_mailbox": "dpo@example.gov.uk",
        "siro_mailbox": "siro@example.gov.uk",
        "rights_mailbox": "rights@example.gov.uk",
    }
    number = next(_numbers)
    context = {"user": site_user()}
    made = call_action(
        "organization_create", context, name=f"elm-{number}", title=f"Elm {number}", **facts
    )

    shown = call_action("organization_show", {"user": site_user()}, id=made["id"])
    assert {name: shown.get(name) for name in facts} == facts


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ons_code", "Hounslow"),
        ("ico_registration", "none"),
        ("dpo_mailbox", "Ada Example"),
        ("ico_expiry", "soon"),
        ("body_kind", "club"),
        ("website", "ftp://example.gov.uk"),
    ],
)
def test_body_with_a_wrong_fact_is_refused_at_its_field(name, value):
    with pytest.raises(tk.ValidationError) as refusal:
        call_action(
            "organization_create",
            {"user": site_user()},
            name=f"wrong-{next(_numbers)}",
            title="Wrong",
            **{name: value},
        )
    model.Session.rollback()

    assert list(refusal.value.error_dict) == [name]
