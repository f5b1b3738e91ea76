"""Each rule from both sides: a site that keeps all of them, and one change that breaks one."""

from configparser import RawConfigParser
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from ckanext.datashare.domain.hardening import Site, is_remote, judge
from ckanext.datashare.domain.hardening_rules import RULES

EXAMPLE = Path(__file__).parents[4] / "config" / "production.ini.example"
LONG = "x" * 40

# Option, value, and what the site then says about it.
BROKEN = [
    ("debug", True, "what the program holds"),
    ("testing", "true", "relaxed"),
    ("ckan.site_url", "http://data.example.org", "in clear"),
    ("ckan.site_url", "", "in clear"),
    ("SECRET_KEY", "", "session of anybody"),
    ("SECRET_KEY", "short", "session of anybody"),
    ("api_token.jwt.encode.secret", "string:", "API token of anybody"),
    ("api_token.jwt.encode.secret", "string:" + "x" * 31, "API token of anybody"),
    ("WTF_CSRF_ENABLED", False, "send forms"),
    ("SESSION_TYPE", "cookie", "cannot be ended"),
    ("SESSION_TYPE", None, "cannot be ended"),
    ("SESSION_COOKIE_SECURE", None, "without TLS"),
    ("SESSION_COOKIE_HTTPONLY", False, "read the session"),
    ("SESSION_COOKIE_SAMESITE", "None", "use the session"),
    ("PERMANENT_SESSION_LIFETIME", 31536000, "left open"),
    ("PERMANENT_SESSION_LIFETIME", None, "left open"),
    ("REMEMBER_COOKIE_DURATION", 31536000, "lost computer"),
    ("REMEMBER_COOKIE_SECURE", False, "without TLS"),
    ("REMEMBER_COOKIE_HTTPONLY", False, "read the sign-in"),
    ("REMEMBER_COOKIE_SAMESITE", "None", "use the sign-in"),
    ("ckan.plugins", ["datashare", "scheming_datasets"], "valid for ever"),
    ("ckan.auth.enable_cookie_auth_in_api", True, "act on a browser's session"),
    ("ckan.auth.create_default_api_keys", True, "nobody asked for"),
    ("ckan.auth.anon_create_dataset", True, "Visitors could write"),
    ("ckan.auth.create_unowned_dataset", True, "belong to no body"),
    ("ckan.auth.create_dataset_if_not_in_organization", True, "act for no body"),
    ("ckan.auth.user_create_groups", True, "open a group"),
    ("ckan.auth.user_create_organizations", True, "open a body"),
    ("ckan.auth.user_delete_groups", True, "remove a group"),
    ("ckan.auth.user_delete_organizations", True, "remove a body"),
    ("ckan.auth.create_user_via_api", True, "invitation"),
    ("ckan.auth.create_user_via_web", True, "invitation"),
    ("ckan.auth.allow_dataset_collaborators", True, "beside the bodies"),
    ("ckanext.datashare.review.second_person", False, "One person alone"),
    ("ckan.hide_version", False, "version and the plugins"),
    ("ckan.auth.public_user_details", True, "list the people"),
    ("ckan.auth.reveal_private_datasets", True, "a draft exists"),
    ("ckan.cors.origin_allow_all", True, "Any site"),
    ("ckan.search.solr_allowed_query_parsers", ["frange", "join"], "ask more of the index"),
    ("ckan.datastore.sqlsearch.enabled", True, "send statements"),
    ("ckan.files.authenticated_uploads.allow", True, "belong to nothing"),
    ("ckan.plugins", "expire_api_token datashare", "come after"),
    ("ckan.activity_streams_email_notifications", True, "what pages hold"),
    ("smtp.starttls", None, "Password mails"),
    ("ckanext.datashare.mail.server", "", "reach nobody"),
    ("ckanext.datashare.mail.security", "none", "in clear; none is sent"),
    ("ckan.redis.url", "redis://redis:6379/0", "reaches Redis"),
    ("ckanext.datashare.audit.key_file", "", "not signed"),
]
PLUGINS = "datashare scheming_datasets expire_api_token"
BROKEN_PLUGINS = [
    ("activity", "kept and shown"),
    ("tracking", "counted page by page"),
    ("resource_proxy", "fetch addresses"),
]


@pytest.fixture
def safe():
    """The example for production, filled in."""
    parser = RawConfigParser()
    parser.optionxform = str
    parser.read_string(EXAMPLE.read_text("utf-8"))
    settings = dict(parser["app:main"])
    settings["SECRET_KEY"] = LONG
    settings["api_token.jwt.encode.secret"] = settings["api_token.jwt.decode.secret"]
    settings["api_token.jwt.encode.secret"] += LONG
    return Site(settings, key_file_mode=0o600, factor_key_file_mode=0o600)


def broken(site, **settings):
    return judge(replace(site, settings={**site.settings, **settings}), RULES)


def test_example_for_production_keeps_every_rule(safe):
    assert judge(safe, RULES) == []


def test_example_for_production_as_it_is_names_the_empty_secrets(safe):
    found = broken(safe, **{"SECRET_KEY": "", "api_token.jwt.encode.secret": "string:"})

    assert [rule.option for rule in found] == ["SECRET_KEY", "api_token.jwt.encode.secret"]


def test_example_for_production_gives_a_reason_for_each_line():
    section = EXAMPLE.read_text("utf-8").split("# --- Hardening ")[1].split("# --- Mail")[0]
    lines = [line for line in section.splitlines()[1:] if line]

    for before, line in pairwise(lines):
        assert line.startswith("#") or before.startswith("#"), line


@pytest.mark.parametrize(("option", "value", "said"), BROKEN)
def test_rule_names_the_one_setting_that_breaks_it(safe, option, value, said):
    (rule,) = broken(safe, **{option: value})

    assert said in rule.reason
    assert rule.remedy


@pytest.mark.parametrize(("plugin", "said"), BROKEN_PLUGINS)
def test_rule_names_a_plugin_that_should_not_be_there(safe, plugin, said):
    (rule,) = broken(safe, **{"ckan.plugins": f"{PLUGINS} {plugin}"})

    assert said in rule.reason
    assert plugin in rule.remedy


def test_rule_about_tables_counts_where_there_are_some(safe):
    open_list = {"ckan.datastore.public_table_search": "_table_metadata"}

    assert broken(safe, **open_list) == []
    (rule,) = broken(safe, **open_list, **{"ckan.plugins": f"{PLUGINS} datastore"})
    assert rule.option == "ckan.datastore.public_table_search"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_rule_names_a_key_that_others_can_read(safe, mode):
    (rule,) = judge(replace(safe, key_file_mode=mode), RULES)

    assert rule.remedy == "chmod 600 the file"


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_rule_lets_a_key_pass_that_only_its_owner_reads(safe, mode):
    assert judge(replace(safe, key_file_mode=mode), RULES) == []


@pytest.mark.parametrize(
    ("mode", "remedy"), [(None, "keygen"), (0o640, "chmod 600"), (0o604, "chmod 600")]
)
def test_rule_names_a_key_of_second_factors_that_is_missing_or_open(safe, mode, remedy):
    (rule,) = judge(replace(safe, factor_key_file_mode=mode), RULES)

    assert rule.option == "ckanext.datashare.second_factor.key_file"
    assert remedy in rule.remedy


def test_rule_names_a_database_role_that_could_change_the_log(safe):
    (rule,) = judge(replace(safe, may_change_evidence=True), RULES)

    assert rule.option == "sqlalchemy.url"


def test_every_rule_is_broken_by_a_test(safe):
    found = [broken(safe, **{option: value}) for option, value, _ in BROKEN]
    found += [broken(safe, **{"ckan.plugins": f"{PLUGINS} {name}"}) for name, _ in BROKEN_PLUGINS]
    tables = {"ckan.plugins": f"{PLUGINS} datastore", "ckan.datastore.public_table_search": "x"}
    found.append(broken(safe, **tables))
    found.append(judge(replace(safe, key_file_mode=0o644, may_change_evidence=True), RULES))
    found += [judge(replace(safe, factor_key_file_mode=mode), RULES) for mode in (None, 0o644)]

    assert {rule.reason for rules in found for rule in rules} == {rule.reason for rule in RULES}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("ckan.search.solr_allowed_query_parsers", ["frange", "field"]),
        ("SESSION_COOKIE_SAMESITE", "Strict"),
        ("PERMANENT_SESSION_LIFETIME", 86400),
        ("ckan.redis.url", "redis://localhost:6379/0"),
        ("ckanext.datashare.mail.security", "tls"),
        ("WTF_CSRF_ENABLED", True),
    ],
)
def test_rule_lets_another_safe_value_pass(safe, setting, value):
    assert broken(safe, **{setting: value}) == []


def test_mail_in_clear_to_this_machine_passes(safe):
    here = {
        "ckanext.datashare.mail.server": "127.0.0.1:25",
        "ckanext.datashare.mail.security": "none",
        "smtp.server": "localhost",
        "smtp.starttls": "",
    }

    assert broken(safe, **here) == []


@pytest.mark.parametrize(
    ("address", "remote"),
    [
        ("localhost:25", False),
        ("127.0.0.1", False),
        ("[::1]:25", False),
        ("redis://localhost:6379/0", False),
        ("", False),
        ("smtp.example.org:587", True),
        ("10.0.0.1:25", True),
        ("rediss://:secret@redis:6379/0", True),
    ],
)
def test_is_remote_tells_this_machine_from_others(address, remote):
    assert is_remote(address) is remote
