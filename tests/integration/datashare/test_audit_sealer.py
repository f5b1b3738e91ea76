"""Sealing: every committed event once, whoever writes, seals or is killed meanwhile."""

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from datetime import timedelta

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare.audit import key, sealer
from ckanext.datashare.audit.record import record
from ckanext.datashare.model.event import Checkpoint, Event, Leaf
from ckanext.datashare.unit_of_work import unit_of_work

from tests import audit_log as log

pytestmark = pytest.mark.usefixtures("clean_db", "signing_key")


def leaves():
    model.Session.rollback()
    query = sa.select(Leaf.event_id).order_by(Leaf.leaf_index)
    return list(model.Session.scalars(query))


def test_sealing_nothing_adds_nothing():
    assert log.seal() == sealer.Sealed(0, 0)
    assert model.Session.scalar(sa.select(sa.func.count()).select_from(Checkpoint)) == 0


def test_events_are_sealed_once_in_the_order_of_their_moments():
    ids = log.write(5)

    assert log.seal() == sealer.Sealed(5, 5)
    assert log.seal() == sealer.Sealed(0, 5)
    assert leaves() == ids
    assert log.findings() == []


def test_many_events_are_sealed_in_batches():
    ids = log.write(7)

    assert sealer.seal(log.START, batch=2) == sealer.Sealed(7, 7)
    assert sorted(leaves()) == sorted(ids)
    assert log.findings() == []


def test_event_that_commits_late_is_sealed_late():
    engine = model.ensure_engine()
    with engine.connect() as slow:
        model.Session.rollback()
        model.Session.remove()
        late = _open_event(slow)
        early = log.write(2)
        assert log.seal(1).events == 2
        more = log.write(1, first=2)
        assert log.seal(2).events == 1
        slow.commit()

    assert log.seal(3).events == 1
    assert leaves() == [*early, *more, late]
    assert log.findings() == []


def test_event_that_never_commits_is_never_sealed():
    with model.ensure_engine().connect() as slow:
        _open_event(slow)
        log.write(1)
        log.seal(1)
        slow.rollback()

    assert log.seal(2).events == 0
    assert len(leaves()) == 1


def _open_event(connection):
    """Insert an event on another connection, not committed yet; return its id."""
    from ckanext.datashare.audit import record as module
    from ckanext.datashare.domain.event import Event as Recorded

    event = Recorded(
        id=str(uuid.uuid4()),
        at=log.START,
        actor="system:test",
        actor_salt=os.urandom(16),
        nonce=os.urandom(16),
        action="agreement:state:ended",
        subject_type="agreement",
        subject_id="late",
        facts={},
    )
    connection.execute(Event.__table__.insert(), module.row(event))
    return event.id


def test_writers_and_sealers_at_once_lose_nothing_and_double_nothing():
    writers, each = 4, 15
    done = threading.Event()
    errors = []

    def write(number):
        try:
            for second in range(each):
                with unit_of_work():
                    record(
                        "agreement:state:ended",
                        ("agreement", f"{number}-{second}"),
                        by="system:test",
                        at=log.START + timedelta(seconds=second),
                    )
        except Exception as error:
            errors.append(error)
        finally:
            model.Session.remove()

    def seal():
        try:
            while not done.is_set():
                sealer.seal(log.START, batch=5)
        except Exception as error:
            errors.append(error)

    sealing = [threading.Thread(target=seal) for _ in range(2)]
    writing = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in sealing + writing:
        thread.start()
    for thread in writing:
        thread.join()
    done.set()
    for thread in sealing:
        thread.join()
    log.seal(9)

    assert errors == []
    found = leaves()
    assert len(found) == writers * each
    assert max(Counter(found).values()) == 1
    assert log.findings() == []


def test_second_sealer_steps_back_while_one_works():
    log.write(1)
    with model.ensure_engine().begin() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sealer._LOCK)))

        assert log.seal() == sealer.Sealed(0, 0)

    assert log.seal().events == 1


_SEALER = """
import sys
from datetime import datetime, timezone
from ckan.common import config
config["sqlalchemy.url"], config["ckanext.datashare.audit.key_file"] = sys.argv[1:]
from ckanext.datashare.audit import sealer
print("ready", flush=True)
sys.stdin.readline()
sealer.seal(datetime(2026, 3, 2, 10, tzinfo=timezone.utc), batch=2)
"""


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.02, 0.1])
def test_killed_sealer_leaves_a_tree_that_goes_on(after):
    ids = log.write(60)
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _SEALER,
            tk.config["sqlalchemy.url"],
            tk.config["ckanext.datashare.audit.key_file"],
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert any("ready" in line for line in process.stdout)
    process.stdin.write("go\n")
    process.stdin.flush()
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert log.findings() == []
    deadline = time.monotonic() + 10
    while len(leaves()) < 60 and time.monotonic() < deadline:
        log.seal(70)  # the server may take a moment to notice that the killed one is gone
    assert sorted(leaves()) == sorted(ids)
    assert log.findings() == []


def test_tree_that_was_cut_is_not_continued(owner_url):
    log.sealed(4)
    with log.as_owner(owner_url) as cursor:
        cursor.execute("DELETE FROM datashare_leaf WHERE leaf_index = 3")
    log.write(1, first=4)

    with pytest.raises(sealer.TreeDamaged, match="3 leaves"):
        log.seal(9)


def test_tree_whose_last_checkpoint_was_changed_is_not_continued(owner_url):
    log.sealed(4)
    with log.as_owner(owner_url) as cursor:
        cursor.execute("UPDATE datashare_checkpoint SET root = sha256('x') WHERE size = 4")

    with pytest.raises(sealer.TreeDamaged, match="root"):
        log.seal(9)


def test_log_restored_into_a_younger_cluster_is_sealed_on(owner_url):
    log.sealed(3)
    with log.as_owner(owner_url) as cursor:
        cursor.execute("UPDATE datashare_checkpoint SET horizon = '1000000000000'")
    log.write(1, first=3)

    assert log.findings() == []
    assert log.seal(9).events == 1
    assert log.findings() == []


def test_nothing_is_sealed_without_a_key(monkeypatch, tmp_path):
    monkeypatch.setitem(tk.config, "ckanext.datashare.audit.key_file", str(tmp_path / "none"))
    log.write(1)

    with pytest.raises(key.KeyRefused, match="keygen"):
        log.seal()
    assert leaves() == []
