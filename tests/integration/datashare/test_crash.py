"""Processes that die in the middle of a write: it is wholly there afterwards, or not at all."""

import csv
import random
import time

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare import check_index, clock, content, lifecycle, succession
from ckanext.datashare.importers import read, write
from ckanext.datashare.model.agreement import Agreement

from tests import factories, whole
from tests.factories import call
from tests.integration.datashare.test_agreement import Scene
from tests.mortal import Mortal

POINTS = ("before the event", "after the event", "before the commit", "after the commit")


@pytest.fixture
def scene(clean_db, clean_index, monkeypatch):
    monkeypatch.setattr(check_index, "_SETTLE_SECONDS", 0)
    return Scene()


def assert_whole():
    assert not whole.halves()
    check_index.repair(at=clock.now())
    model.Session.rollback()
    assert not check_index.compare(at=clock.now())


def statuses():
    model.Session.rollback()
    query = sa.select(Agreement.status, sa.func.count()).group_by(Agreement.status)
    return dict(model.Session.execute(query).all())


def dies_at(point, stop, event=None):
    """Have the process wait for its end at a point of its next write, or of that event's."""
    seen = []

    def stopping(record):
        def recording(*args, **kwargs):
            if event not in (None, args[0]):
                return record(*args, **kwargs)
            if point == "before the event":
                stop(point)
            left = record(*args, **kwargs)
            seen.append(left)
            if point == "after the event":
                stop(point)
            return left

        return recording

    def at_commit(session):
        # Search has its document by now; the end of a savepoint is no commit.
        if seen and not session.in_nested_transaction():
            stop(point)

    content.record, lifecycle.record = stopping(content.record), stopping(lifecycle.record)
    if point.endswith("the commit"):
        sa.event.listen(model.Session, point.replace(" the ", "_"), at_commit)


@pytest.mark.parametrize("point", POINTS)
def test_create_that_dies_is_wholly_there_or_not_at_all(scene, point):
    def create(stop):
        dies_at(point, stop)
        scene.draft()

    with Mortal(create) as process:
        assert process.heard() == point

    assert statuses() == ({"draft": 1} if point == "after the commit" else {})
    assert_whole()


@pytest.mark.parametrize("point", POINTS)
def test_register_that_dies_is_wholly_there_or_not_at_all(scene, point):
    draft = scene.draft()
    scene.act("submit", scene.editor, draft["id"])
    scene.party("waive_notice", scene.partner, draft["id"], scene.hackney)

    def register(stop):
        dies_at(point, stop)
        scene.act("register", scene.reviewer, draft["id"])

    with Mortal(register) as process:
        assert process.heard() == point

    assert statuses() == {"registered" if point == "after the commit" else "review": 1}
    assert_whole()
    if point != "after the commit":
        scene.act("register", scene.reviewer, draft["id"])
        assert_whole()


@pytest.mark.feature(16)
@pytest.mark.parametrize("point", POINTS)
def test_succession_that_dies_moves_both_versions_or_neither(scene, point):
    old = scene.registered()
    new = call("datashare_version_start", scene.editor["name"], id=old["id"])
    scene.act("submit", scene.editor, new["id"])
    scene.party("waive_notice", scene.partner, new["id"], scene.hackney)

    def register(stop):
        dies_at(point, stop, event="agreement:state:registered")
        scene.act("register", scene.reviewer, new["id"])

    with Mortal(register) as process:
        assert process.heard() == point

    moved = point == "after the commit"
    assert statuses() == (
        {"superseded": 1, "registered": 1} if moved else {"registered": 1, "review": 1}
    )
    assert_whole()
    if not moved:
        scene.act("register", scene.reviewer, new["id"])
        assert statuses() == {"superseded": 1, "registered": 1}
        assert_whole()


def test_writes_that_die_at_any_moment_leave_nothing_half_done(scene):
    """Chance picks the moment; a process writes on and on until it is killed."""
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)

    def work(_stop):
        while True:
            scene.registered()

    for kill in range(14):
        with Mortal(work):
            time.sleep(chance.uniform(0.05, 0.9))
        assert not whole.halves(), f"seed {seed}, kill {kill}"

    assert statuses().get("registered"), "no process lived long enough to register anything"
    assert_whole()


@pytest.fixture
def list_of_agreements(scene, tmp_path):
    """A file of 60 agreements between the scene's bodies."""
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["source_id", "title", "lead", "lay_summary", "receivers"])
        for number in range(60):
            summary = "Camden tells Hackney who moved."
            bodies = scene.camden["title"], scene.hackney["title"]
            rows.writerow([f"CAM-{number}", f"Moves {number}", bodies[0], summary, bodies[1]])
    return path


def import_(path, batch=5):
    return list(write.Import(list(read("csv", [path])), now=clock.now, batch=batch).run())


def test_import_that_dies_is_finished_by_the_next_one(scene, list_of_agreements):
    """Every batch is wholly there or not at all, and the next run adds what is missing."""
    chance = random.SystemRandom()

    for _kill in range(6):
        with Mortal(lambda _stop: len(import_(list_of_agreements))):
            time.sleep(chance.uniform(0.05, 0.8))
        assert not whole.halves()
        assert sum(statuses().values()) % 5 == 0
    outcomes = import_(list_of_agreements)

    assert {outcome.result.value for outcome in outcomes} <= {"created", "unchanged"}
    assert statuses() == {"registered": 60}
    assert_whole()


def test_two_servers_registering_at_once_never_share_a_reference(scene):
    """They draw from few numbers, so that both often draw the same."""
    drafts = in_review(scene, 100)

    def register(_stop, mine):
        succession.propose = lambda *, year: f"DSL-{year}-{random.randrange(160):06d}"
        tk.config["ckan.search.solr_commit"] = False
        return [scene.act("register", scene.reviewer, draft)["reference"] for draft in mine]

    with Mortal(register, drafts[::2]) as one, Mortal(register, drafts[1::2]) as other:
        given = [*one.heard(), *other.heard()]

    assert len(given) == len(set(given)) == 100
    assert statuses() == {"registered": 100}
    assert not whole.halves()


def in_review(scene, number):
    """Return ids of agreements that only wait to be registered: copies of one made by actions."""
    draft = scene.draft()
    scene.act("submit", scene.editor, draft["id"])
    scene.party("waive_notice", scene.partner, draft["id"], scene.hackney)
    ids = [draft["id"]]
    for _copy in range(number - 1):
        ids.append(copied(draft["id"]))
    model.Session.commit()
    return ids


def copied(package_id):
    new = factories.unique("copy")
    values = {"old": package_id, "new": new}
    for table, key, changed in (
        ("package", "id", "'name', CAST(:new AS text)"),
        ("datashare_agreement", "package_id", ""),
        ("datashare_party", "package_id", "'id', :new || t.body_id"),
        ("member", "table_id", "'id', :new || t.group_id"),
        ("datashare_notice", "about_id", "'id', :new || t.id, 'key', :new || t.key"),
        ("datashare_outbox", "about_id", "'id', :new || t.id, 'key', :new || t.key"),
        (
            "datashare_event",
            "subject_id",
            "'id', gen_random_uuid(), 'transaction', pg_current_xact_id()::text",
        ),
    ):
        parts = ", ".join(part for part in (f"'{key}', CAST(:new AS text)", changed) if part)
        model.Session.execute(
            sa.text(
                f"INSERT INTO {table} SELECT (jsonb_populate_record("
                f"t, jsonb_build_object({parts}))).* FROM {table} t WHERE {key} = :old"
            ),
            values,
        )
    return new
