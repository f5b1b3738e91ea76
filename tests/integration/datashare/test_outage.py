"""A service is away: reading goes on, a write is refused whole or kept whole, in words."""

import ckan.model as model
import ckan.plugins.toolkit as tk
import psycopg2
import pytest
import sqlalchemy as sa
from ckan.lib import jobs
from ckan.lib import redis as store
from ckanext.datashare import check_index, clock, lifecycle
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.notice import Notice
from ckanext.datashare.model.outbox import Outbox
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError
from redis.retry import Retry

from tests import factories, whole
from tests.factories import call
from tests.integration.datashare.test_agreement import Scene

# Nothing listens there, so that a connection is refused at once.
NOBODY = "127.0.0.1:9"


@pytest.fixture
def scene(clean_db, clean_index, monkeypatch):
    monkeypatch.setattr(check_index, "_SETTLE_SECONDS", 0)
    return Scene()


@pytest.fixture
def search_away(scene, monkeypatch):
    """Let search go away and come back."""

    class Search:
        def go(self):
            monkeypatch.setitem(tk.config, "solr_url", f"http://{NOBODY}/solr/away")

        def come_back(self):
            monkeypatch.setitem(tk.config, "solr_url", here)

    here = tk.config["solr_url"]
    return Search()


def stored():
    """Return everything a write could have left."""
    model.Session.rollback()
    tables = model.Package, Agreement, Event, Notice, Outbox
    numbers = [model.Session.query(table).count() for table in tables]
    return numbers, sorted(model.Session.scalars(sa.select(Agreement.status)))


def write(scene, what, draft):
    if what == "create":
        return scene.draft()
    if what == "change":
        return call("package_patch", scene.editor["name"], id=draft["id"], title="Other words")
    if what == "waive":
        return scene.party("waive_notice", scene.partner, draft["id"], scene.hackney)
    who = {"submit": scene.editor, "register": scene.reviewer, "withdraw": scene.admin}[what]
    return scene.act(what, who, draft["id"], reason="Its parties asked for it.")


def ready_for(scene, what):
    """Return a draft on which `what` is the next step."""
    draft = scene.draft()
    if what in ("register", "waive"):
        scene.act("submit", scene.editor, draft["id"])
    if what == "register":
        scene.party("waive_notice", scene.partner, draft["id"], scene.hackney)
    return draft


@pytest.mark.parametrize("what", ["create", "change", "submit", "register", "withdraw"])
def test_write_without_search_is_refused_whole_and_says_what_to_do(scene, search_away, what):
    draft = ready_for(scene, what)
    before = stored()
    search_away.go()

    with pytest.raises(tk.ValidationError) as refused:
        write(scene, what, draft)
    # A caller that swallows the error and commits later must not keep half of the write.
    model.Session.commit()

    (sentence,) = refused.value.error_dict["search"]
    assert "nothing was saved" in sentence and "Try again" in sentence
    assert stored() == before and not whole.halves()
    search_away.come_back()
    assert write(scene, what, draft)
    assert not check_index.compare(at=clock.now())


def test_agreement_is_read_by_its_address_without_search(app, scene, search_away):
    made = scene.registered()
    reference = Agreement.get(made["id"]).reference
    search_away.go()

    shown = call("package_show", "", id=reference)
    answer = app.get(f"/api/3/action/package_show?id={reference}")

    assert shown["title"] == "Blue Badge checks"
    assert answer.json["result"]["id"] == made["id"]


def test_api_says_that_nothing_was_saved_without_search(app, scene, search_away):
    headers = factories.headers(scene.editor["name"])
    before = stored()
    search_away.go()

    answer = app.post(
        "/api/3/action/package_create",
        json={"type": "agreement", "title": "Never there", "owner_org": scene.camden["id"]},
        headers=headers,
        status=409,
    )

    assert "nothing was saved" in answer.json["error"]["search"][0]
    assert stored() == before


def test_search_that_goes_away_after_the_document_leaves_what_the_repair_mends(scene, monkeypatch):
    """The database refuses the commit when search has its document already."""
    draft = ready_for(scene, "submit")
    before = stored()

    def fails(_session):
        raise RuntimeError("the disk is full")

    sa.event.listen(model.Session, "before_commit", fails)
    try:
        with pytest.raises(RuntimeError):
            write(scene, "submit", draft)
    finally:
        sa.event.remove(model.Session, "before_commit", fails)

    assert stored() == before
    check_index.repair(at=clock.now())
    assert not check_index.compare(at=clock.now())


@pytest.fixture
def redis_away(scene, monkeypatch):
    """Let the queue and the sessions' store go away."""

    def go():
        host, port = NOBODY.split(":")
        away = Redis(host=host, port=int(port), retry=Retry(NoBackoff(), 0))
        for module in (store, jobs):
            monkeypatch.setattr(module, "connect_to_redis", lambda: away)
        monkeypatch.setattr(jobs, "_queues", {})

    return go


@pytest.mark.parametrize("what", ["create", "change", "submit", "waive", "register"])
def test_write_without_redis_is_kept_with_its_event_and_notices(scene, redis_away, what):
    draft = ready_for(scene, what)
    redis_away()
    with pytest.raises(ConnectionError):
        jobs.enqueue(print)

    assert write(scene, what, draft)

    assert not whole.halves()
    assert not check_index.compare(at=clock.now())


@pytest.mark.parametrize("what", ["submit", "register"])
def test_write_whose_connection_is_lost_leaves_nothing(scene, monkeypatch, what):
    draft = ready_for(scene, what)
    before = stored()
    record = lifecycle.record

    def losing(*args, **kwargs):
        event = record(*args, **kwargs)
        end_connections()
        return event

    monkeypatch.setattr(lifecycle, "record", losing)
    with pytest.raises(sa.exc.DBAPIError):
        write(scene, what, draft)
    monkeypatch.undo()
    monkeypatch.setattr(check_index, "_SETTLE_SECONDS", 0)

    assert stored() == before and not whole.halves()
    check_index.repair(at=clock.now())
    assert write(scene, what, draft)
    assert not check_index.compare(at=clock.now())


def end_connections():
    """End every connection of the web role, as a restart of the database does."""
    # A role may end what is its own; the tables' owner may not end the web role's.
    connection = psycopg2.connect(tk.config["sqlalchemy.url"])
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = current_user"
                " AND pid <> pg_backend_pid()"
            )
    finally:
        connection.close()
