"""The shape of the container files: official images, no secret of ours, inner networks, health."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml
from ckanext.datashare.domain.hardening import Site, judge
from ckanext.datashare.domain.hardening_rules import RULES

DOCKER = Path(__file__).parents[3] / "docker"
TEXT = (DOCKER / "compose.yml").read_text("utf-8")
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
STAYING = {name: one for name, one in SERVICES.items() if one["restart"] != "no"}
EXAMPLE = dict(
    line.split("=", 1)
    for line in (DOCKER / ".env.example").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)([^}]*)\}")
OFFICIAL = ("ckan/ckan-base:2.12", "ckan/ckan-solr:2.12-solr9", "postgres:17", "redis:7")


def is_secret(name):
    return name.endswith(("PASSWORD", "SECRET", "SECRET_KEY"))


def test_compose_runs_web_worker_and_ticker_beside_the_services():
    assert set(STAYING) == {"web", "worker", "ticker", "db", "solr", "redis"}
    assert SERVICES["worker"]["command"] == ["ckan", "jobs", "worker"]
    assert SERVICES["ticker"]["command"][:3] == ["ckan", "datashare", "tick"]


def test_compose_builds_on_official_images_of_a_named_version():
    files = [
        (DOCKER.parent / one["build"]["dockerfile"]).read_text("utf-8")
        for one in SERVICES.values()
        if "build" in one
    ]
    bases = {base for text in files for base in re.findall(r"^FROM (\S+)", text, re.M)}
    pulled = {one["image"] for one in SERVICES.values() if "build" not in one}

    stages = {"official"}
    assert (bases | pulled) - stages - {"python:3.12-slim"} == set(OFFICIAL)
    assert not any(name.endswith(":latest") or ":" not in name for name in bases - stages | pulled)


@pytest.mark.parametrize("name", sorted({name for name, _ in VARIABLE.findall(TEXT)}))
def test_compose_variable_is_in_the_example_and_a_secret_has_no_default(name):
    uses = [rest for found, rest in VARIABLE.findall(TEXT) if found == name]

    assert name in EXAMPLE
    if is_secret(name):
        assert all(rest.startswith((":?", "?")) for rest in uses)
        assert EXAMPLE[name] == ""


def test_compose_example_names_nothing_that_is_not_used():
    assert set(EXAMPLE) == {name for name, _ in VARIABLE.findall(TEXT)}


@pytest.mark.parametrize("service", SERVICES)
def test_compose_service_holds_no_secret_in_clear(service):
    for name, value in SERVICES[service].get("environment", {}).items():
        if is_secret(name) or name in {"PGPASSWORD", "REDISCLI_AUTH"}:
            assert VARIABLE.fullmatch(value), name
        if "://" in str(value) and "@" in str(value):
            assert VARIABLE.search(value.split("@")[0]), name


@pytest.mark.parametrize("service", SERVICES)
def test_compose_command_shows_no_secret(service):
    said = " ".join(map(str, SERVICES[service].get("command", [])))

    assert not VARIABLE.search(said)


@pytest.mark.parametrize("service", STAYING)
def test_compose_service_that_stays_tells_its_health(service):
    health = STAYING[service]["healthcheck"]

    assert health["test"][0] in {"CMD", "CMD-SHELL"}
    assert health["interval"]
    assert health["retries"]


def test_compose_networks_of_the_services_are_internal():
    inner = {name for name, one in COMPOSE["networks"].items() if one.get("internal")}

    assert inner == {"database", "search", "queue"}
    for service in ("db", "solr", "redis", "grant"):
        assert set(SERVICES[service]["networks"]) <= inner


def test_compose_opens_one_port_on_the_loopback_only():
    ports = [port for one in SERVICES.values() for port in one.get("ports", [])]

    assert ports == ["127.0.0.1:${CKAN_PORT:-5000}:5000"]


def test_compose_lets_only_the_migration_be_the_owner():
    addresses = {
        name: one["environment"]["CKAN_SQLALCHEMY_URL"]
        for name, one in SERVICES.items()
        if "CKAN_SQLALCHEMY_URL" in one.get("environment", {})
    }

    assert {name for name, url in addresses.items() if "datashare_owner" in url} == {"migrate"}


def test_compose_starts_the_site_after_its_tables_and_rights():
    for service in ("web", "worker", "ticker"):
        needs = SERVICES[service]["depends_on"]
        assert needs["grant"]["condition"] == "service_completed_successfully"
        assert needs["solr"]["condition"] == needs["redis"]["condition"] == "service_healthy"
    assert SERVICES["grant"]["depends_on"]["migrate"]["condition"] == (
        "service_completed_successfully"
    )
    assert SERVICES["migrate"]["depends_on"]["db"]["condition"] == "service_healthy"


@pytest.mark.parametrize("service", ["web", "worker", "ticker", "migrate", "keygen"])
def test_compose_takes_rights_from_what_runs_our_code(service):
    assert SERVICES[service]["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in SERVICES[service]["security_opt"]


def test_compose_lets_only_keygen_write_the_key():
    writable = {
        name
        for name, one in SERVICES.items()
        if any(str(volume) == "keys:/srv/app/keys" for volume in one.get("volumes", []))
    }

    assert writable == {"keygen"}


def test_compose_mounts_files_that_exist():
    for one in SERVICES.values():
        for volume in one.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (DOCKER / source).is_file(), source


def test_image_copies_files_that_exist():
    for name in ("Dockerfile", "solr/Dockerfile"):
        text = (DOCKER / name).read_text("utf-8").replace("\\\n", " ")
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.M):
            for source in line.split()[:-1]:
                assert (DOCKER.parent / source).exists(), source


def test_image_runs_as_its_own_user_and_holds_no_secret():
    text = (DOCKER / "Dockerfile").read_text("utf-8")

    assert re.findall(r"^USER (\w+)", text, re.M)[-1] == "ckan"
    assert not re.search(r"^(ENV|ARG) .*(SECRET|PASSWORD)", text, re.M)


def test_settings_of_the_image_keep_every_rule():
    environment = SERVICES["web"]["environment"]
    filled = {name: VARIABLE.sub("x" * 40, value) for name, value in environment.items()}
    filled |= {"CKAN_SITE_URL": "https://data.example.org", "CKAN_MAIL_SECURITY": "starttls"}
    parser = ConfigParser()
    parser.optionxform = str
    parser.read_dict({"DEFAULT": filled})
    for path in (DOCKER.parent / "config" / "production.ini.example", DOCKER / "ckan" / "site.ini"):
        parser.read(path)

    assert judge(Site(dict(parser["app:main"]), factor_key_file_mode=0o600), RULES) == []
