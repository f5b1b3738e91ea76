"""`./dev bench`: runs tests/bench/*.py one after another; each prints a table of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from . import machine, slot, turn
from .place import PYTHON, ROOT
from .report import Failure, say

# A slot of its own: measuring empties the database.
NUMBER = 60


def bench(arguments: list[str]) -> int:
    """Run the benchmarks that `arguments` name (all without any); 1 when one failed."""
    found = sorted((ROOT / "tests" / "bench").glob("bench_*.py"))
    chosen = [path for path in found if not arguments or path.stem[6:] in arguments]
    if not chosen:
        names = ", ".join(path.stem[6:] for path in found)
        raise Failure(f"no benchmark is called {' '.join(arguments)}", do=f"there are: {names}")
    machine.prepare_python()
    with turn.alone():
        machine.prepare_services()
    place = slot.Slot(NUMBER)
    slot.prepare(place)
    with turn.alone("bench"):
        return max(_run(path, place) for path in chosen)


def _run(path: Path, place: slot.Slot) -> int:
    say(f"  {path.stem[6:]}")
    env = {
        **os.environ,
        "CKAN_INI": str(place.settings),
        "PYTHONPATH": str(ROOT),
        "DATASHARE_OWNER_URL": (place.home / "owner_url").read_text("utf-8"),
    }
    return min(1, abs(subprocess.run([PYTHON, path], cwd=ROOT, env=env).returncode))
