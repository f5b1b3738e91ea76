"""What the siblings bring: dataset types, reserved whether or not offered, and their notices."""

from __future__ import annotations

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare import kinds
from ckanext.datashare.domain.notice_catalogue import REGISTER
from ckanext.datashare.outbox import catalogue
from ckanext.igtemplates.notices import NOTICES

from tests import factories
from tests.factories import call


@pytest.fixture(scope="module")
def lead(suite_app):
    return factories.body()


def test_type_that_no_extension_offers_is_refused(lead):
    with pytest.raises(tk.ValidationError) as refusal:
        call("package_create", type="exchange", title="Too early", owner_org=lead["id"])
    model.Session.rollback()

    assert list(refusal.value.error_dict) == ["type"]


@pytest.mark.parametrize("name", sorted(kinds.TYPES))
def test_dataset_of_the_suite_is_not_made_without_an_event(lead, name):
    made = {"id": factories.unique("id"), "name": factories.unique("by-hand"), "type": name}
    model.Session.execute(
        sa.text(
            "INSERT INTO package (id, name, title, type, state, owner_org, private)"
            " VALUES (:id, :name, 'By hand', :type, 'active', :body, true)"
        ),
        {**made, "body": lead["id"]},
    )

    with pytest.raises(sa.exc.IntegrityError, match="no event was recorded"):
        model.Session.commit()
    model.Session.rollback()


def test_dataset_of_another_type_needs_no_event(lead):
    made = call("package_create", name=factories.unique("plain"), owner_org=lead["id"])

    assert kinds.offered("dataset") is None
    assert made["type"] == "dataset"


def test_problems_of_several_extensions_stand_together():
    found = kinds.united([{"title": ["Too short."]}, {}, {"title": ["Too grey."], "dpia": ["No."]}])

    assert found == {"title": ["Too short.", "Too grey."], "dpia": ["No."]}


def test_every_family_of_notices_has_its_words(suite_app):
    known = catalogue.families()
    used = {kind.family for kind in (*REGISTER, *NOTICES)}

    assert used <= known.keys()
    assert all(" " in words for words in known.values())
