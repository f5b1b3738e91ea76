"""The write path: content through CKAN's actions, one event each, or nothing at all."""

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare import content
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.party import Party

from tests import by_hand, factories
from tests.factories import call


def events(package_id):
    query = sa.select(Event.action).where(Event.subject_id == package_id).order_by(Event.at)
    return list(model.Session.scalars(query))


@pytest.fixture
def camden():
    return factories.body(title="Camden Council")


@pytest.fixture
def editor(camden):
    return factories.person_of(camden["id"], "editor")["name"]


@pytest.fixture
def draft(camden, editor):
    return call(
        "package_create",
        editor,
        type="agreement",
        title="Blue Badge checks",
        owner_org=camden["id"],
        lay_summary="Camden checks who may hold a Blue Badge.",
    )


def test_create_leaves_one_event_one_row_and_a_random_private_draft(draft, editor):
    assert events(draft["id"]) == ["agreement:content:created"]
    assert Agreement.get(draft["id"]).status == "draft"
    assert draft["private"] and draft["name"].startswith("dsl-draft-")


def test_change_leaves_one_event_that_names_the_fields(draft, editor):
    call("package_patch", editor, id=draft["id"], title="Blue Badge checks 2")

    event = model.Session.scalars(
        sa.select(Event).where(
            Event.subject_id == draft["id"], Event.action == "agreement:content:changed"
        )
    ).one()
    assert event.facts["fields"] == ["title"]
    assert Agreement.get(draft["id"]).title == "Blue Badge checks 2"


def test_change_of_nothing_leaves_no_event(draft, editor):
    shown = call("package_show", editor, id=draft["id"])
    call("package_update", editor, **shown)

    assert events(draft["id"]) == ["agreement:content:created"]


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
def test_change_of_a_life_cycle_key_is_refused_and_named(draft, editor, key, value):
    with pytest.raises(tk.ValidationError) as refused:
        call("package_patch", editor, id=draft["id"], **{key: value})

    assert list(refused.value.error_dict) == [key]
    assert events(draft["id"]) == ["agreement:content:created"]


def test_change_in_review_is_refused(draft, editor):
    by_hand.change(
        "UPDATE datashare_agreement SET status = 'review' WHERE package_id = %(id)s",
        id=draft["id"],
    )

    with pytest.raises(tk.ValidationError):
        call("package_patch", editor, id=draft["id"], title="Other")

    assert model.Package.get(draft["id"]).title == "Blue Badge checks"


def test_resource_from_elsewhere_is_refused(draft, editor):
    with pytest.raises(tk.ValidationError):
        call("resource_create", editor, package_id=draft["id"], url="http://example.org/x")

    assert events(draft["id"]) == ["agreement:content:created"]


def test_parties_of_the_text_become_rows_in_its_order(camden, editor):
    hackney, brent = factories.body(), factories.body()

    made = call(
        "package_create",
        editor,
        type="agreement",
        title="Of three",
        owner_org=camden["id"],
        parties=[{"body": body["id"], "role": "controller"} for body in (hackney, camden, brent)],
    )

    rows = Party.of(made["id"])
    assert [party.body_id for party in rows] == [hackney["id"], camden["id"], brent["id"]]
    assert {party.status for party in rows} == {"named"}


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
def test_plain_sql_without_an_event_is_refused_at_the_commit(draft, editor, statement):
    with pytest.raises(sa.exc.DBAPIError):
        if statement.startswith("DELETE"):
            model.Session.execute(
                sa.text("DELETE FROM member WHERE table_id = :id"), {"id": draft["id"]}
            )
        model.Session.execute(sa.text(statement), {"id": draft["id"]})
        model.Session.commit()
    model.Session.rollback()

    assert model.Package.get(draft["id"]).title == "Blue Badge checks"


def test_orm_change_without_an_event_is_refused_at_the_commit(draft, editor):
    model.Package.get(draft["id"]).title = "Quietly"

    with pytest.raises(sa.exc.DBAPIError):
        model.Session.commit()
    model.Session.rollback()

    assert model.Package.get(draft["id"]).title == "Blue Badge checks"


def test_failing_event_leaves_no_dataset(camden, editor, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the log is away")

    monkeypatch.setattr(content, "record", fail)

    with pytest.raises(RuntimeError):
        call(
            "package_create",
            editor,
            type="agreement",
            title="Never there",
            owner_org=camden["id"],
        )
    model.Session.rollback()

    assert model.Session.query(model.Package).filter_by(title="Never there").count() == 0


def test_other_dataset_types_need_no_event(camden, editor):
    made = call("package_create", editor, name=factories.unique("plain"), owner_org=camden["id"])

    assert events(made["id"]) == []


def test_second_copy_of_a_source_entry_is_refused_at_the_field(camden, editor):
    entry = {
        "type": "agreement",
        "title": "Mirrored",
        "owner_org": camden["id"],
        "source": "csv",
        "source_id": factories.unique("entry"),
    }
    call("package_create", editor, **entry)

    with pytest.raises(tk.ValidationError) as refused:
        call("package_create", editor, **entry)

    assert list(refused.value.error_dict) == ["source_id"]
