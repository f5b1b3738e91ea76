"""Recording: one row in the change's own transaction, checked, and never changed again."""

import uuid
from datetime import datetime, timezone

import ckan.model as model
import psycopg2
import pytest
import sqlalchemy as sa
from ckanext.datashare.audit.catalogue import event_type, event_types
from ckanext.datashare.audit.record import NoUnitOfWork, record
from ckanext.datashare.domain.event import EventRefused
from ckanext.datashare.model.event import Event
from ckanext.datashare.unit_of_work import MissingEvent, unit_of_work

from tests import audit_log as log

pytestmark = pytest.mark.usefixtures("clean_db")

CHANGES = ("UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}")
AT = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)


def add(**changes):
    subject = ("agreement", str(uuid.uuid4()))
    return record(
        "agreement:state:ended",
        subject,
        **{"by": "system:test", "at": AT, "reason": "x", **changes},
    )


def test_event_is_written_with_its_change_and_read_back():
    with unit_of_work() as unit:
        event = add(
            body="b1", reference="DSL-2026-000001", version=2, purpose="p1", date="2026-04-01"
        )

    row = Event.get(event.id)
    assert unit.events == [(event.action, event.subject_id)]
    assert (row.actor, row.at, row.actor_body, row.purpose) == ("system:test", AT, "b1", "p1")
    assert (row.agreement_reference, row.agreement_version) == ("DSL-2026-000001", 2)
    assert row.facts == {"reason": "x", "date": "2026-04-01"}
    assert bytes(row.canonical) == event.canonical()
    assert bytes(row.leaf_hash) == event.leaf_hash()


def test_event_carries_the_transaction_of_its_change():
    with unit_of_work():
        event = add()
        now = model.Session.scalar(sa.text("SELECT pg_current_xact_id()::text"))

    assert str(Event.get(event.id).transaction) == now


def test_event_of_a_change_that_fails_is_not_there():
    with pytest.raises(ZeroDivisionError), unit_of_work():
        event = add()
        _ = 1 / 0

    assert Event.get(event.id) is None


def test_unit_of_work_with_two_events_keeps_none():
    with pytest.raises(MissingEvent), unit_of_work():
        first, second = add(), add()

    assert Event.get(first.id) is None and Event.get(second.id) is None


def test_event_outside_a_unit_of_work_is_refused_but_for_hooks_of_core():
    with pytest.raises(NoUnitOfWork):
        add()

    assert add(within_core=True).action == "agreement:state:ended"
    model.Session.rollback()


@pytest.mark.parametrize("event", ["agreement:state:vanished", "", "Agreement:State:Ended"])
def test_event_that_nobody_declares_is_refused(event):
    with pytest.raises(EventRefused, match="not declared"), unit_of_work():
        record(event, ("agreement", "a"), by="system:test", at=AT)


def test_fact_that_is_not_declared_is_refused():
    with pytest.raises(EventRefused, match="officer_name"), unit_of_work():
        add(officer_name="nobody")


def test_moment_without_a_zone_is_refused():
    with pytest.raises(EventRefused, match="zone"), unit_of_work():
        add(at=AT.replace(tzinfo=None))


def test_same_event_twice_has_two_hashes():
    with unit_of_work():
        first = add()
    with unit_of_work():
        second = add()

    assert first.leaf_hash() != second.leaf_hash()


def test_declarations_of_siblings_count():
    assert event_type("agreement:state:ended") is event_types()["agreement:state:ended"]


@pytest.mark.parametrize("table", log.EVIDENCE)
@pytest.mark.parametrize(
    "statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"]
)
def test_web_role_can_neither_change_nor_remove_evidence(table, statement):
    column = {"datashare_event": "id", "datashare_leaf": "event_id"}.get(table, "note")

    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        model.Session.execute(sa.text(statement.format(table, column)))
    model.Session.rollback()


@pytest.mark.parametrize("table", log.EVIDENCE)
@pytest.mark.parametrize(
    "statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"]
)
def test_owner_meets_a_trigger_that_refuses(owner_url, table, statement):
    column = {"datashare_event": "id", "datashare_leaf": "event_id"}.get(table, "note")
    connection = psycopg2.connect(owner_url)

    with pytest.raises(psycopg2.Error, match="evidence"), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column))
    connection.close()


def test_web_role_cannot_rest_the_trigger():
    with pytest.raises(sa.exc.ProgrammingError, match="must be owner"):
        model.Session.execute(sa.text("ALTER TABLE datashare_event DISABLE TRIGGER USER"))
    model.Session.rollback()
