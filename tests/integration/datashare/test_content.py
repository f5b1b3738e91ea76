"""The write path: content through CKAN's actions, one event each, or nothing at all."""

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan.tests.helpers import call_action
from ckanext.datashare import content
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.party import Party

pytestmark = pytest.mark.usefixtures("suite_app")


def events(package_id):
    query = sa.select(Event.action).where(Event.subject_id == package_id).order_by(Event.at)
    return list(model.Session.scalars(query))


@pytest.fixture
def camden(make_body):
    return make_body("Camden Council")


@pytest.fixture
def draft(camden, make_user):
    user = make_user(camden, "editor")
    return call_action(
        "package_create",
        {"user": user["name"], "ignore_auth": False},
        type="agreement",
        title="Blue Badge checks",
        owner_org=camden["id"],
        lay_summary="Camden checks who may hold a Blue Badge.",
    ), {"user": user["name"], "ignore_auth": False}


def test_create_leaves_one_event_one_row_and_a_random_private_draft(draft):
    dataset, _context = draft

    assert events(dataset["id"]) == ["agreement:content:created"]
    assert Agreement.get(dataset["id"]).status == "draft"
    assert dataset["private"] and dataset["name"].startswith("dsl-draft-")


def test_change_leaves_one_event_that_names_the_fields(draft):
    dataset, context = draft

    call_action("package_patch", dict(context), id=dataset["id"], title="Blue Badge checks 2")

    event = model.Session.scalars(
        sa.select(Event).where(
            Event.subject_id == dataset["id"], Event.action == "agreement:content:changed"
        )
    ).one()
    assert event.facts["fields"] == ["title"]
    assert Agreement.get(dataset["id"]).title == "Blue Badge checks 2"


def test_change_of_nothing_leaves_no_event(draft):
    dataset, context = draft

    shown = call_action("package_show", dict(context), id=dataset["id"])
    call_action("package_update", dict(context), **shown)

    assert events(dataset["id"]) == ["agreement:content:created"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("status", "registered"),
        ("reference", "DSL-2026-000001"),
        ("version", 2),
        ("name", "another-name"),
        ("private", False),
        ("state", "deleted"),
        ("registered_at", "2026-01-01T00:00:00+00:00"),
    ],
)
def test_change_of_a_life_cycle_key_is_refused_and_named(draft, key, value):
    dataset, context = draft

    with pytest.raises(tk.ValidationError) as refused:
        call_action("package_patch", dict(context), id=dataset["id"], **{key: value})

    assert list(refused.value.error_dict) == [key]
    assert events(dataset["id"]) == ["agreement:content:created"]


def test_change_in_review_is_refused(draft):
    dataset, context = draft
    row = Agreement.get(dataset["id"])
    row.status = "review"
    model.Session.commit()

    with pytest.raises(tk.ValidationError):
        call_action("package_patch", dict(context), id=dataset["id"], title="Other")

    assert model.Package.get(dataset["id"]).title == "Blue Badge checks"


def test_resource_from_elsewhere_is_refused(draft):
    dataset, context = draft

    with pytest.raises(tk.ValidationError):
        call_action(
            "resource_create", dict(context), package_id=dataset["id"], url="http://example.org/x"
        )

    assert events(dataset["id"]) == ["agreement:content:created"]


def test_parties_of_the_text_become_rows_in_its_order(camden, make_body, make_user):
    hackney, brent = make_body("Hackney Council"), make_body("Brent Council")
    user = make_user(camden, "editor")

    dataset = call_action(
        "package_create",
        {"user": user["name"], "ignore_auth": False},
        type="agreement",
        title="Of three",
        owner_org=camden["id"],
        parties=[{"body": body["id"], "role": "controller"} for body in (hackney, camden, brent)],
    )

    assert [party.body_id for party in Party.of(dataset["id"])] == [
        hackney["id"],
        camden["id"],
        brent["id"],
    ]
    assert {party.status for party in Party.of(dataset["id"])} == {"named"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE package SET title = 'by hand' WHERE id = :id",
        "UPDATE package SET type = 'dataset' WHERE id = :id",
        "DELETE FROM package WHERE id = :id",
        "INSERT INTO resource (id, package_id, url, position, state) "
        "VALUES ('by-hand-' || :id, :id, 'x', 0, 'active')",
    ],
)
def test_plain_sql_without_an_event_is_refused_at_the_commit(draft, statement):
    dataset, _context = draft

    with pytest.raises(sa.exc.DBAPIError):
        if statement.startswith("DELETE"):
            model.Session.execute(
                sa.text("DELETE FROM member WHERE table_id = :id"), {"id": dataset["id"]}
            )
        model.Session.execute(sa.text(statement), {"id": dataset["id"]})
        model.Session.commit()
    model.Session.rollback()

    assert model.Package.get(dataset["id"]).title == "Blue Badge checks"


def test_orm_change_without_an_event_is_refused_at_the_commit(draft):
    dataset, _context = draft
    model.Package.get(dataset["id"]).title = "Quietly"

    with pytest.raises(sa.exc.DBAPIError):
        model.Session.commit()
    model.Session.rollback()

    assert model.Package.get(dataset["id"]).title == "Blue Badge checks"


def test_failing_event_leaves_no_dataset(camden, make_user, monkeypatch):
    user = make_user(camden, "editor")

    def fail(*args, **kwargs):
        raise RuntimeError("the log is away")

    monkeypatch.setattr(content, "record", fail)

    with pytest.raises(RuntimeError):
        call_action(
            "package_create",
            {"user": user["name"], "ignore_auth": False},
            type="agreement",
            title="Never there",
            owner_org=camden["id"],
        )
    model.Session.rollback()

    assert model.Session.query(model.Package).filter_by(title="Never there").count() == 0


def test_other_dataset_types_need_no_event(camden, make_user):
    user = make_user(camden, "editor")

    dataset = call_action(
        "package_create",
        {"user": user["name"], "ignore_auth": False},
        name=f"plain-{camden['name']}",
        owner_org=camden["id"],
    )

    assert events(dataset["id"]) == []
