"""`ckan datashare sample`: bodies with ONS codes, people in their places, roles that count."""

import json

import pytest

from tests import factories

PEOPLE = [
    {"name": "root-of-it", "capacity": "sysadmin", "role": "sysadmin", "body": None},
    {"name": "camden-admin", "capacity": "admin", "role": "admin", "body": "camden"},
    {"name": "camden-dpo", "capacity": "editor", "role": "dpo", "body": "camden"},
]


@pytest.fixture
def logins(tmp_path):
    path = tmp_path / "logins.json"
    for person in PEOPLE:
        person.update(password=factories.PASSWORD, email=f"{person['name']}@example.org")
    path.write_text(json.dumps(PEOPLE))
    return str(path)


def _sample(cli, logins):
    from ckan.cli.cli import ckan

    done = cli.invoke(ckan, ["datashare", "sample", logins], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_sample_makes_the_boroughs_with_their_codes(clean_db, clean_index, cli, logins):
    said = _sample(cli, logins)

    camden = factories.call("organization_show", id="camden", include_users=True)
    assert "34 bodies made." in said
    assert camden["ons_code"] == "E09000007"
    assert {user["name"] for user in camden["users"]} == {"camden-admin", "camden-dpo"}


def test_sample_grants_roles_that_count(clean_db, clean_index, cli, logins):
    _sample(cli, logins)

    held = factories.call("datashare_role_list", "camden-admin", body="camden")

    assert [(one["name"], one["role"], one["confirmed"]) for one in held] == [
        ("camden-dpo", "dpo", True)
    ]


def test_sample_run_again_changes_nothing(clean_db, clean_index, cli, logins):
    _sample(cli, logins)

    assert "0 bodies made." in _sample(cli, logins)
    assert len(factories.call("datashare_role_list", "camden-admin", body="camden")) == 1
