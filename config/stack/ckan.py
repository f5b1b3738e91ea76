"""`./dev ckan` and `./dev token`: CKAN's command line on the site."""

from __future__ import annotations

import subprocess

from . import postgres, service, site
from .command import run
from .place import CKAN, ROOT
from .report import Failure


def ckan(arguments: list[str]) -> int:
    """Run CKAN's command line, with this terminal as its own."""
    _needs_site()
    return subprocess.run([CKAN, "-c", site.SETTINGS, *arguments], cwd=ROOT).returncode


def token(arguments: list[str]) -> int:
    """Make an API token for a user and print it alone on standard output."""
    _needs_site()
    if len(arguments) != 1:
        raise Failure("token takes the name of one user", do="for example: ./dev token admin")
    said = run(
        [CKAN, "-c", site.SETTINGS, "user", "token", "add", arguments[0], "dev", "-q"],
        do="./dev status --json lists the logins there are",
    )
    print(said.strip().splitlines()[-1])
    return 0


def _needs_site() -> None:
    if not site.SETTINGS.exists():
        raise Failure("there is no site yet", do="run ./dev up first")
    if not service.running(postgres.NAME):
        raise Failure("the site does not run", do="run ./dev up first")
