"""Services are known by process id and start time, so that a reused id is nobody's service."""

import json
import os
import subprocess
import sys

import pytest
from stack import service
from stack.report import Failure

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.setattr(service, "FOLDER", tmp_path)
    monkeypatch.setattr(service, "LOG", tmp_path)
    monkeypatch.setattr(service, "ROOT", tmp_path)


def test_start_and_stop_of_a_service():
    service.start("sleeper", SLEEPER, answers=lambda: True)

    assert service.running("sleeper")
    assert service.stop("sleeper")
    assert service.running("sleeper") is None
    assert not service.stop("sleeper")


def test_running_does_not_take_another_program_for_the_service(tmp_path):
    record = {"pid": os.getpid(), "started": "1"}
    (tmp_path / "sleeper.json").write_text(json.dumps(record))

    assert service.running("sleeper") is None


def test_started_of_an_ended_process_is_nothing():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()

    assert service.started(process.pid) is None


def test_start_of_a_program_that_ends_at_once_shows_what_it_said():
    failing = [sys.executable, "-c", "import sys; sys.exit('no such storage')"]

    with pytest.raises(Failure) as failure:
        service.start("failing", failing, answers=lambda: False)

    assert "no such storage" in failure.value.why
    assert failure.value.step == "start failing"
