"""The bench itself: two database roles, one application, resets as the owner."""

import ckan.plugins as p
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.lib import search

from tests import factories


def test_plugins_of_the_settings_all_load(app):
    for name in (
        "datashare",
        "scheming_datasets",
        "scheming_organizations",
        "igtemplates",
        "secureexchange",
        "subjectaccess",
    ):
        assert p.plugin_loaded(name), name


def test_web_role_owns_no_table():
    owners = model.Session.execute(
        sa.text("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
    ).scalars()

    assert list(owners) == ["datashare_owner"]
    assert model.Session.execute(sa.text("SELECT current_user")).scalar() == "datashare_web"


def test_clean_db_leaves_no_row_of_an_earlier_test(clean_db, reset_db):
    factories.user()

    reset_db()

    assert model.Session.query(model.User).count() == 0


def test_factories_make_a_body_with_the_members_asked_for():
    made = factories.body()

    person = factories.person_of(made["id"], "admin")

    users = factories.call("organization_show", id=made["id"], include_users=True)["users"]
    assert [(user["name"], user["capacity"]) for user in users] == [(person["name"], "admin")]


def test_search_core_has_the_fields_of_agreements(clean_index):
    solr = search.make_connection()

    fields = solr._send_request("get", "schema/fields?wt=json")

    assert '"ds_document_text"' in fields


@pytest.mark.parametrize("address", ["/", "/dataset", "/organization"])
def test_pages_of_the_portal_answer(app, address):
    assert app.get(address).status_code == 200
