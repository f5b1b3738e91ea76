"""Bodies are organizations: each change leaves an event that names who and which fields."""

import ckan.model as model
import sqlalchemy as sa
from ckanext.datashare.model.event import Event

from tests import factories
from tests.factories import call


def events(body):
    query = sa.select(Event).where(Event.subject_id == body["id"]).order_by(Event.at)
    return list(model.Session.scalars(query))


def test_new_body_leaves_an_event_of_its_maker():
    sysadmin = factories.sysadmin()

    made = call("organization_create", sysadmin["name"], name=factories.unique("body"), title="B")

    (event,) = events(made)
    assert (event.action, event.actor) == ("body:content:created", sysadmin["id"])


def test_changed_body_leaves_an_event_that_names_the_fields():
    body = factories.body()
    admin = factories.person_of(body["id"], "admin")

    call("organization_patch", admin["name"], id=body["id"], ico_registration="ZA123456")

    event = events(body)[-1]
    assert (event.action, event.actor) == ("body:content:changed", admin["id"])
    assert event.facts["fields"] == ["ico_registration"]


def test_unchanged_body_leaves_no_event():
    body = factories.body()
    before = len(events(body))

    call("organization_patch", id=body["id"], title=body["title"])

    assert len(events(body)) == before
