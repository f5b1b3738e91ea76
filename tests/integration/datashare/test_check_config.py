"""`ckan datashare check-config` judges what is in force: settings, the key's file, the role."""

from pathlib import Path

import ckan.plugins.toolkit as tk
import psycopg2
import pytest
from ckanext.datashare.cli import check_config, datashare
from click.testing import CliRunner

ON = (
    "WTF_CSRF_ENABLED",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "REMEMBER_COOKIE_SECURE",
    "REMEMBER_COOKIE_HTTPONLY",
    "ckan.hide_version",
    "ckanext.datashare.review.second_person",
)
OFF = (
    "debug",
    "testing",
    "ckan.auth.enable_cookie_auth_in_api",
    "ckan.auth.user_create_groups",
    "ckan.auth.user_create_organizations",
    "ckan.auth.user_delete_groups",
    "ckan.auth.user_delete_organizations",
    "ckan.auth.create_dataset_if_not_in_organization",
    "ckan.auth.create_user_via_web",
    "ckan.auth.public_user_details",
)


@pytest.fixture
def production(monkeypatch, tmp_path):
    """The suite's settings made safe, with a key file that its owner alone can read."""
    key, factor_key = tmp_path / "audit.key", tmp_path / "second-factor.key"
    for file in (key, factor_key):
        file.touch(mode=0o600)
    safe = {
        "ckan.site_url": "https://data.example.org",
        "SECRET_KEY": "x" * 40,
        "api_token.jwt.encode.secret": "string:" + "y" * 40,
        "ckan.plugins": ["datashare", "expire_api_token"],
        "ckan.search.solr_allowed_query_parsers": [],
        "ckan.redis.url": "redis://:secret@127.0.0.1/0",
        "SESSION_TYPE": "redis",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 3600,
        "REMEMBER_COOKIE_DURATION": 3600,
        "ckanext.datashare.mail.server": "smtp.example.org",
        "smtp.server": "localhost",
        check_config.KEY_FILE: str(key),
        check_config.FACTOR_KEY_FILE: str(factor_key),
    }
    settings = {**safe, **dict.fromkeys(ON, True), **dict.fromkeys(OFF, False)}
    for option, value in settings.items():
        monkeypatch.setitem(tk.config, option, value)
    return monkeypatch


def run():
    return CliRunner().invoke(datashare, ["check-config"])


def test_check_config_of_a_safe_site_exits_with_zero(production):
    result = run()

    assert result.exit_code == 0, result.output
    assert "0 of" in result.output


def test_check_config_names_what_is_unsafe_why_and_what_to_do(production):
    production.setitem(tk.config, "debug", True)

    result = run()

    assert result.exit_code == 1
    assert "debug: Error pages would show what the program holds in memory." in result.output
    assert "Do this: debug = false" in result.output
    assert "1 of" in result.output


@pytest.mark.parametrize("option", [check_config.KEY_FILE, check_config.FACTOR_KEY_FILE])
def test_check_config_looks_at_the_key_file_itself(production, option):
    Path(tk.config[option]).chmod(0o644)

    result = run()

    assert result.exit_code == 1
    assert "chmod 600" in result.output


def test_check_config_says_who_can_read_a_key_on_the_host(production):
    assert "external holder" in run().output


def test_check_config_shows_no_secret(production):
    production.setitem(tk.config, "SECRET_KEY", "tiny-secret")

    result = run()

    assert "SECRET_KEY" in result.output
    assert "tiny-secret" not in result.output


def test_check_config_sees_whether_the_role_could_change_the_log(owner_url):
    with psycopg2.connect(owner_url) as connection, connection.cursor() as cursor:
        cursor.execute(str(check_config._MAY_CHANGE))

        assert cursor.fetchone() == (True,), "the owner could; the web role, above, cannot"
    connection.close()
