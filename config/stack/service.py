"""A program that keeps running after `./dev` returns, known by its process id and start time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .place import LOCAL, LOG, ROOT
from .report import Failure, step

FOLDER = LOCAL / "run"


def started(pid: int) -> str | None:
    """Return when process `pid` started, in the kernel's ticks; nothing when it has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace")
    except OSError:
        return None
    # The name, in brackets, may hold blanks; a zombie has ended.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else fields[19]


def running(name: str) -> int | None:
    """Return the process id of the service, or nothing when it does not run."""
    try:
        record = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return record["pid"] if started(record["pid"]) == record["started"] else None


def start(
    name: str,
    argv: Sequence[str | Path],
    *,
    answers: Callable[[], bool],
    env: Mapping[str, str] | None = None,
    user: str | None = None,
    cwd: Path = ROOT,
    seconds: float = 60,
) -> None:
    """Start the service in a session of its own and wait until it `answers`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    log = LOG / f"{name}.log"
    with step(f"start {name}"), log.open("ab") as output:
        process = subprocess.Popen(
            [str(word) for word in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            start_new_session=True,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
        record = {"pid": process.pid, "started": started(process.pid)}
        (FOLDER / f"{name}.json").write_text(json.dumps(record), "utf-8")
        _wait(process, name, answers, seconds)


def _wait(
    process: subprocess.Popen[bytes], name: str, answers: Callable[[], bool], seconds: float
) -> None:
    until = time.monotonic() + seconds
    log = LOG / f"{name}.log"
    while not answers():
        if process.poll() is not None:
            end = log.read_text("utf-8", errors="replace").splitlines()[-15:]
            raise Failure(
                f"{name} ended at once:\n" + "\n".join(end), do=f"read {log.relative_to(ROOT)}"
            )
        if time.monotonic() > until:
            stop(name)
            raise Failure(
                f"{name} did not answer in {seconds:.0f} s", do=f"read {log.relative_to(ROOT)}"
            )
        time.sleep(0.1)


def stop(name: str, *, ask: signal.Signals = signal.SIGTERM, seconds: float = 20) -> bool:
    """End the service, gently first; tell whether it was running."""
    pid = running(name)
    if pid is None:
        return False
    began = started(pid)
    os.kill(pid, ask)
    until = time.monotonic() + seconds
    while started(pid) == began:
        if time.monotonic() > until:
            os.killpg(pid, signal.SIGKILL)
            until += seconds
        time.sleep(0.05)
    return True
