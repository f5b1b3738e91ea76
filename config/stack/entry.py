"""Reads the command line of `./dev`."""

from __future__ import annotations

import os
from collections.abc import Callable

from . import place, testing
from .report import Failure, say

COMMANDS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "test": ("run the tests: ./dev test [pytest's arguments]", testing.test),
}


def main(words: list[str]) -> int:
    """Carry out `words` and return the exit code; a failure says which step, why, and what to do."""
    os.chdir(place.ROOT)
    place.prepare()
    name, *arguments = words or ["help"]
    if name not in COMMANDS:
        for known, (purpose, _) in COMMANDS.items():
            say(f"  ./dev {known:10} {purpose}")
        return 0 if name in ("help", "--help", "-h") else 2
    try:
        return COMMANDS[name][1](arguments)
    except Failure as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
