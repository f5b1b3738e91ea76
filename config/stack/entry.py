"""Reads the command line of `./dev`."""

from __future__ import annotations

import os
from collections.abc import Callable

from . import bench, check, ckan, code, features, lockfile, messages, place, status, testing, up
from .report import Failure, say

COMMANDS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "up": ("bring up the site with the sample register", up.up),
    "down": ("end what up started; the data stay", up.down),
    "status": ("what runs where; --json with addresses and logins", status.status),
    "token": ("print an API token of a user: ./dev token USER", ckan.token),
    "code": ("print the present code of a sample signatory: ./dev code USER", code.code),
    "ckan": ("run CKAN's command line on the site: ./dev ckan ...", ckan.ckan),
    "test": ("run the tests: ./dev test [pytest's arguments]", testing.test),
    "check": ("lint, types, layers, documents", check.check),
    "features": ("which rows of docs/features.md passing tests prove", features.features),
    "bench": ("measure against plain CKAN", bench.bench),
    "messages": ("gather the words for translators", messages.messages),
    "lock": ("write the lock files of the Python packages again", lockfile.lock),
}


def main(words: list[str]) -> int:
    """Carry out `words` and return the exit code; say which step failed, why, and what to do."""
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
    except BrokenPipeError:
        # Whoever read our output has seen enough (`./dev status | head -1`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
