"""Records which rows of docs/features.md the passing tests prove: `./dev features` reads it."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).resolve().parents[1] / ".local" / "features.json"
KEY: pytest.StashKey[dict[str, dict[str, Any]]] = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Note a test's `feature` marks, and whether it passed or failed; one skipped says nothing."""
    report = yield
    marks = [
        [mark.args[0], bool(mark.kwargs.get("part", False))]
        for mark in item.iter_markers("feature")
    ]
    if marks and (report.when == "call" or report.failed) and not report.skipped:
        found = item.config.stash.setdefault(KEY, {})
        found[item.nodeid] = {"marks": marks, "passed": report.passed}
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Put what this run showed over what earlier runs showed."""
    found = session.config.stash.get(KEY, {})
    if not found:
        return
    FILE.parent.mkdir(exist_ok=True)
    with FILE.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        before = json.loads(file.read() or "{}")
        file.truncate(0)
        json.dump({**before, **found}, file, indent=1, sort_keys=True)
