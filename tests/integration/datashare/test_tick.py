"""The ticker: all that is due, once, whatever else fails, and through the death of a process."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare import clock
from ckanext.datashare.cli import datashare
from ckanext.datashare.model.outbox import Outbox
from ckanext.datashare.outbox import tick
from ckanext.datashare.outbox.queue import notify
from click.testing import CliRunner

from tests import factories, postbox

AT = datetime(2026, 5, 12, 9, 0, tzinfo=timezone.utc)

pytestmark = pytest.mark.usefixtures("clean_db", "clean_index")


def tell(*people, count=1, at=AT):
    for number in range(count):
        notify(
            "agreement:returned",
            people,
            about=("agreement", "x"),
            key=f"key-{number}",
            at=at,
            lead="Camden Council",
        )
    model.Session.commit()


def statuses():
    model.Session.rollback()
    return list(model.Session.scalars(sa.select(Outbox.status)))


@pytest.fixture
def duties(monkeypatch):
    """Run only the duties given, in place of the register's."""

    def duties(*named):
        monkeypatch.setattr(tick, "DUE", named)

    return duties


# The lock


def test_tick_while_another_runs_does_nothing(duties):
    ran = []
    duties(("first", lambda at: ran.append(tick.run(at))))

    outcomes = tick.run(AT)

    assert ran == [None]
    assert [outcome.ok for outcome in outcomes if outcome.duty == "first"] == [True]


def test_tick_after_another_has_ended_runs(duties):
    ran = []
    duties(("count", ran.append))

    tick.run(AT)
    tick.run(AT)

    assert ran == [AT, AT]


# Duties


def test_tick_goes_on_when_a_duty_fails(duties):
    ran = []

    def fail(at):
        raise RuntimeError("Marigold of the Tests, marigold@example.org")

    duties(("first", fail), ("second", lambda at: ran.append(at)))

    first, second, *_ = tick.run(AT)

    assert ran == [AT]
    assert (first.ok, second.ok) == (False, True)
    assert "arigold" not in first.said
    assert "RuntimeError in test_tick.py" in first.said


def test_tick_throws_half_done_work_of_a_failed_duty_away(duties):
    person = factories.user()

    def half(at):
        notify(
            "agreement:returned", [person["id"]], about=("a", "b"), key="k", at=at, lead="Camden"
        )
        raise RuntimeError

    duties(("half", half), ("commit", lambda at: model.Session.commit()))

    tick.run(AT)

    assert statuses() == []


def test_tick_does_the_duties_of_the_register_and_its_siblings():
    outcomes = tick.run(clock.now())

    names = [outcome.duty for outcome in outcomes]
    assert names[:4] == [
        "seal the audit log",
        "end agreements whose last day has passed",
        "send notices",
        "check the search index",
    ]
    assert next(outcome for outcome in outcomes if outcome.duty == "send notices").ok


def test_tick_without_the_database_says_so_and_lives_on(monkeypatch):
    away = sa.create_engine(f"postgresql://nobody:secret@127.0.0.1:{postbox.free_port()}/none")
    monkeypatch.setattr(model.meta, "engine", away)

    (outcome,) = tick.run(AT)

    assert (outcome.duty, outcome.ok) == ("reach the database", False)
    assert "secret" not in outcome.said


# The command


def test_tick_command_exits_with_one_when_a_part_fails(duties):
    def fail(at):
        raise RuntimeError

    duties(("first", fail))

    result = CliRunner().invoke(datashare, ["tick"])

    assert result.exit_code == 1
    assert "Failed: first" in result.output


def test_tick_command_exits_with_zero_when_all_is_well(duties):
    duties(("first", lambda at: "3 done"))

    result = CliRunner().invoke(datashare, ["tick"])

    assert result.exit_code == 0
    assert "Done: first: 3 done" in result.output


@pytest.fixture
def parked():
    person = factories.user()
    tell(person["id"], count=2)
    model.Session.execute(
        sa.update(Outbox).values(status="parked", attempts=10, last_error="answered 550")
    )
    model.Session.commit()
    return person


def test_outbox_list_shows_what_was_parked_without_naming_anybody(parked):
    result = CliRunner().invoke(datashare, ["outbox", "list"])

    assert len(result.output.splitlines()) == 2
    assert "answered 550" in result.output
    assert parked["email"] not in result.output
    assert parked["id"] not in result.output


def test_outbox_retry_lets_one_wait_again(parked):
    chosen = model.Session.scalar(sa.select(Outbox.id).limit(1))

    result = CliRunner().invoke(datashare, ["outbox", "retry", chosen])

    assert result.output == "1 wait again.\n"
    assert sorted(statuses()) == ["parked", "waiting"]


def test_outbox_retry_all_lets_all_wait_again(parked):
    CliRunner().invoke(datashare, ["outbox", "retry", "--all"])

    assert statuses() == ["waiting", "waiting"]


@pytest.mark.parametrize("words", [[], ["--all", "one"]])
def test_outbox_retry_asks_for_messages_or_all(parked, words):
    result = CliRunner().invoke(datashare, ["outbox", "retry", *words])

    assert result.exit_code == 2
    assert statuses() == ["parked", "parked"]


def test_outbox_retry_of_what_is_not_parked_fails(parked):
    result = CliRunner().invoke(datashare, ["outbox", "retry", "unheard-of"])

    assert result.exit_code == 1


# Real processes


@pytest.fixture
def settings(pytestconfig, tmp_path):
    """Settings like the suite's, with a mail server."""

    def settings(port, folder):
        text = Path(pytestconfig.getoption("ckan_ini")).read_text("utf-8")
        mail = {
            "server": f"{postbox.HOST}:{port}",
            "ca_file": str(folder / "ca.pem"),
            "sender": "notices@register.example.org",
        }
        lines = "".join(f"ckanext.datashare.mail.{key} = {value}\n" for key, value in mail.items())
        path = tmp_path / "tick.ini"
        path.write_text(text.replace("[app:main]\n", "[app:main]\n" + lines), "utf-8")
        return path

    return settings


def start(settings, *words):
    command = [Path(sys.executable).with_name("ckan"), "-c", settings, "datashare", "tick", *words]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )


@pytest.mark.slow
def test_tick_killed_between_sending_and_marking_repeats_under_the_same_message_id(
    settings, tmp_path
):
    person = factories.user()
    tell(person["id"])
    folder = postbox.certificates(tmp_path / "tls")
    victims = []

    def answer(mail):
        if victims:
            os.kill(victims.pop().pid, signal.SIGKILL)
        return "250 2.0.0 kept"

    box = postbox.Postbox(answer=answer)
    with postbox.running(box, folder=folder) as port:
        first = start(settings(port, folder))
        victims.append(first)
        first.communicate(timeout=60)
        after_death = statuses()
        second = start(settings(port, folder))
        second.communicate(timeout=60)

    assert first.returncode == -signal.SIGKILL
    assert after_death == ["waiting"]
    assert statuses() == ["sent"]
    assert len(box.mails) == 2
    assert box.mails[0]["Message-ID"] == box.mails[1]["Message-ID"]


@pytest.mark.slow
def test_two_tickers_at_once_send_each_mail_once(settings, tmp_path):
    person = factories.user()
    tell(person["id"], count=30)
    folder = postbox.certificates(tmp_path / "tls")
    box = postbox.Postbox()

    with postbox.running(box, folder=folder) as port:
        tickers = [start(settings(port, folder)) for _ in range(2)]
        for ticker in tickers:
            ticker.communicate(timeout=90)

    assert len(box.mails) == 30
    assert len({mail["Message-ID"] for mail in box.mails}) == 30
    assert set(statuses()) == {"sent"}


@pytest.mark.slow
def test_ticker_that_stays_sends_what_comes_later_and_stops_when_told(settings, tmp_path):
    person = factories.user()
    folder = postbox.certificates(tmp_path / "tls")
    box = postbox.Postbox()

    with postbox.running(box, folder=folder) as port:
        beat = tmp_path / "beat"
        ticker = start(settings(port, folder), "--every", "1", "--beat", str(beat))
        try:
            tell(person["id"], at=clock.now() - timedelta(seconds=1))
            waited = clock.now() + timedelta(seconds=60)
            while not box.mails and clock.now() < waited:
                model.Session.rollback()
            ticker.send_signal(signal.SIGTERM)
            ticker.communicate(timeout=60)
        finally:
            ticker.kill()

    assert len(box.mails) == 1
    assert statuses() == ["sent"], "a round in hand is finished"
    assert beat.exists()
    assert ticker.returncode == 0


def test_sending_needs_no_job_queue(monkeypatch):
    """Redis may be away: nothing of the outbox lives there."""
    person = factories.user()
    tell(person["id"])
    box = postbox.Postbox()
    monkeypatch.setitem(tk.config, "ckan.redis.url", "redis://127.0.0.1:1/0")
    with postbox.running(box) as port:
        for name, value in {
            "server": f"{postbox.HOST}:{port}",
            "security": "none",
            "sender": "notices@register.example.org",
        }.items():
            monkeypatch.setitem(tk.config, f"ckanext.datashare.mail.{name}", value)

        tick.run(AT)

    assert len(box.mails) == 1
