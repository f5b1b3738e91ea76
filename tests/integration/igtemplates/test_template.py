"""Templates are published as versions that never change."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import pytest
import sqlalchemy as sa
import yaml
from sqlalchemy.exc import DBAPIError

from tests import factories
from tests.team import Team
from tests.unit.igtemplates.given import small

pytestmark = pytest.mark.usefixtures("suite_app")


@pytest.fixture(scope="module")
def keeper() -> Team:
    return Team()


def _import(keeper: Team, **changes: Any) -> dict[str, Any]:
    text = yaml.safe_dump(small(**changes), allow_unicode=True)
    return factories.call(
        "igtemplates_template_import",
        keeper.reviewer["name"],
        text=text,
        owner_org=keeper.body["id"],
    )


@pytest.mark.feature(43)
def test_template_imported_and_exported_is_the_same_file(keeper: Team) -> None:
    text = "# kept by hand\n" + yaml.safe_dump(small(id="same-file"))
    who = keeper.reviewer["name"]
    factories.call("igtemplates_template_import", who, text=text, owner_org=keeper.body["id"])

    found = factories.call("igtemplates_template_export", "", id="same-file")

    assert found["text"] == text
    assert found["filename"] == "same-file-1.yaml"


def test_template_imported_twice_is_published_once(keeper: Team) -> None:
    first = _import(keeper, id="twice")

    second = _import(keeper, id="twice")

    assert (first["published"], second["published"]) == (True, False)
    shown = factories.call("igtemplates_template_show", "", id="twice")
    assert [one["version"] for one in shown["versions"]] == ["1"]


@pytest.mark.feature(37, part=True)
def test_template_changed_under_its_number_is_refused(keeper: Team) -> None:
    from ckan.logic import ValidationError

    _import(keeper, id="changed")

    with pytest.raises(ValidationError, match="never changes"):
        _import(keeper, id="changed", summary="Another text.")
    assert _import(keeper, id="changed", version="2", summary="Another text.")["published"]
    with pytest.raises(ValidationError, match="higher"):
        _import(keeper, id="unnumbered") and _import(keeper, id="unnumbered", version="3")
        _import(keeper, id="unnumbered", version="2")


def test_template_version_published_tells_one_event(keeper: Team) -> None:
    made = _import(keeper, id="told")

    events = model.Session.execute(
        sa.text("SELECT action, facts FROM datashare_event WHERE subject_id = :id ORDER BY at"),
        {"id": made["id"]},
    ).all()

    actions = [row.action for row in events]
    assert actions.count("template:version:published") == 1
    assert actions.count("template:content:created") == 1


@pytest.mark.feature(37, part=True)
@pytest.mark.parametrize("statement", ["UPDATE {} SET written = ''", "DELETE FROM {}"])
def test_template_version_in_the_database_never_changes(keeper: Team, statement: str) -> None:
    _import(keeper, id="kept")

    with pytest.raises(DBAPIError):
        model.Session.execute(sa.text(statement.format("igtemplates_template_version")))
    model.Session.rollback()


def test_template_import_needs_the_bodys_ig_lead(keeper: Team) -> None:
    from ckan.logic import NotAuthorized

    text = yaml.safe_dump(small(id="not-mine"))

    for who in (keeper.editor, Team().reviewer):
        with pytest.raises(NotAuthorized):
            factories.call(
                "igtemplates_template_import", who["name"], text=text, owner_org=keeper.body["id"]
            )


def test_template_of_another_keeper_is_refused(keeper: Team) -> None:
    from ckan.logic import ValidationError

    _import(keeper, id="ours")

    with pytest.raises(ValidationError, match="Another organisation"):
        _import(Team(), id="ours", version="2")


def test_template_is_found_by_search_and_read_by_anyone(keeper: Team) -> None:
    _import(keeper, id="findable", title="Zebra crossing template")

    found = factories.call("package_search", "", q="zebra crossing", fq="dataset_type:template")

    assert [one["name"] for one in found["results"]] == ["template-findable"]
    assert factories.call("package_show", "", id="template-findable")["version"] == "1"


def test_template_current_version_is_the_highest(keeper: Team) -> None:
    from ckanext.igtemplates import library

    _import(keeper, id="current")
    _import(keeper, id="current", version="2", summary="The second.")

    assert library.get("current").version == "2"
    assert library.get("current", "1").summary == "For tests."
    for version in ("3", "x", "1 OR 1"):
        with pytest.raises(LookupError):
            library.get("current", version)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &a [x]\nb: *a", "line 1"),
        ("a: !!python/object/apply:os.system [x]", "line 1"),
        ("a: 1\na: 2", "line 2"),
        ("[" * 50 + "]" * 50, "deep"),
        ("id: [", "not YAML"),
        ("? [a, b]\n: c", "a name is text"),
        ("title: 2026-99-99", "id"),
        ("a: " + "1:" * 100_000 + "1", "not known here"),
        ("a: " + "9" * 100_000, "not known here"),
        ("a: " + "x" * 300_000, "at most 300000"),
    ],
)
def test_template_of_a_hostile_file_is_refused(keeper: Team, text: str, place: str) -> None:
    from ckan.logic import ValidationError

    with pytest.raises(ValidationError, match=place):
        factories.call(
            "igtemplates_template_import",
            keeper.reviewer["name"],
            text=text,
            owner_org=keeper.body["id"],
        )


def test_template_dataset_keeps_its_keeper_and_short_name(keeper: Team) -> None:
    from ckan.logic import ValidationError

    made = _import(keeper, id="fixed")

    for field, value in (("template_id", "other"), ("kind", "dpia")):
        with pytest.raises(ValidationError, match="stays"):
            factories.call("package_patch", keeper.editor["name"], id=made["id"], **{field: value})
