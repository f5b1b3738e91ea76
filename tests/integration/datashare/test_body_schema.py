"""A body's single facts through CKAN's organization actions."""

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import call_action

from tests import factories
from tests.integration.datashare.answers import site_user

pytestmark = pytest.mark.usefixtures("suite_app")


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
    name = factories.unique("elm")
    context = {"user": site_user()}
    made = call_action("organization_create", context, name=name, title=name.title(), **facts)

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
            name=factories.unique("wrong"),
            title="Wrong",
            **{name: value},
        )
    model.Session.rollback()

    assert list(refusal.value.error_dict) == [name]
