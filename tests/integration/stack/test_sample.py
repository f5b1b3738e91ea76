"""`ckan datashare sample`: bodies with ONS codes, people in their places, roles that count."""

import json
from pathlib import Path

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


def test_sample_gives_who_signs_a_second_factor_and_keeps_it(clean_db, clean_index, cli, logins):
    from ckanext.datashare import second_factor
    from ckanext.datashare.domain.second_factor import from_text

    text = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    people = json.loads(Path(logins).read_text())
    siro = {"name": "camden-siro", "capacity": "editor", "role": "siro", "body": "camden"}
    siro |= {"password": factories.PASSWORD, "email": "siro@example.org", "totp_secret": text}
    Path(logins).write_text(json.dumps([*people, siro]))

    _sample(cli, logins)
    user = factories.call("user_show", id="camden-siro")["id"]
    first = factories.call("datashare_second_factor_show", "camden-siro")
    _sample(cli, logins)

    assert second_factor.holds(user, from_text(text))
    assert factories.call("datashare_second_factor_show", "camden-siro") == first


def test_sample_with_a_new_password_has_the_role_confirmed_again(
    clean_db, clean_index, cli, logins
):
    siro = {"name": "camden-siro", "capacity": "editor", "role": "siro", "body": "camden"}
    people = [*PEOPLE, {**siro, "email": "siro@example.org", "password": factories.PASSWORD}]
    Path(logins).write_text(json.dumps(people))
    _sample(cli, logins)
    people[-1]["password"] = "another-horse-43"
    Path(logins).write_text(json.dumps(people))

    _sample(cli, logins)

    held = factories.call("datashare_role_list", "camden-admin", body="camden")
    assert {one["name"]: one["confirmed"] for one in held}["camden-siro"] is True
