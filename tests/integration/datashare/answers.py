"""Answers to the fields of an agreement, and what becomes of them: for tests of the schema."""

from itertools import count

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import call_action

_numbers = count()


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


# Answered by choosing one that exists: the extension of templates proves them.
CHOSEN = frozenset({"template", "template_version"})


def everything(bodies):
    """Return an answer to every field of the schema, but for those in `CHOSEN`."""
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
