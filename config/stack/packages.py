"""Debian's packages that the stack stands on, installed where they are missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .command import run
from .report import Failure, say, step

CONTAINERS = (
    "./dev installs its services on Debian alone; here use the containers instead:"
    " docker compose -f docker/compose.yml up (see docker/README.md)"
)
ADVICE = "check that apt-get works on this machine (sudo apt-get update), then run it again"


@dataclass(frozen=True, slots=True)
class Need:
    """A Debian package, and how to see that what it brings is there."""

    package: str
    is_there: Callable[[], bool]


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def _postgres() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/postgres"))


def _ensurepip() -> bool:
    # Debian takes ensurepip's wheels out of Python's own package; venv fails without them.
    code = "import ensurepip, venv"
    return subprocess.run(["python3", "-c", code], capture_output=True).returncode == 0


def _headers() -> bool:
    return (Path(sysconfig.get_paths()["include"]) / "Python.h").exists()


def _libmagic() -> bool:
    return any(Path("/usr/lib").glob("*/libmagic.so.1*"))


SERVICES = (
    Need("postgresql", _postgres),
    Need("redis-server", _program("redis-server")),
    # Solr is started from a source file: that takes the development kit.
    Need("default-jdk-headless", _program("javac")),
    Need("maven", _program("mvn")),
)
# psycopg2 is built from source; python-magic loads the library.
PYTHON = (
    Need("python3-venv", _ensurepip),
    Need("python3-dev", _headers),
    Need("gcc", _program("gcc")),
    Need("libc6-dev", lambda: Path("/usr/include/stdio.h").exists()),
    Need("libpq-dev", _program("pg_config")),
    Need("libmagic1", _libmagic),
)
BROWSER = (
    Need("chromium", _program("chromium")),
    Need("fonts-dejavu-core", lambda: Path("/usr/share/fonts/truetype/dejavu").exists()),
    # What the themes ask for first, so that pictures and widths are the same everywhere.
    Need("fonts-liberation", lambda: Path("/usr/share/fonts/truetype/liberation").exists()),
)


def missing(needs: tuple[Need, ...]) -> list[str]:
    """Return the packages whose goods are not there."""
    return [need.package for need in needs if not need.is_there()]


def ensure(needs: tuple[Need, ...]) -> None:
    """Install what is missing, or say in one line why that cannot be."""
    wanted = missing(needs)
    if not wanted:
        return
    if shutil.which("apt-get") is None:
        raise Failure("", do=CONTAINERS)
    say(f"  Debian packages: installing {' '.join(wanted)}")
    with step("Debian packages"):
        _apt("update", "-q")
        _apt("install", "-q", "-y", "--no-install-recommends", *wanted)
        still = missing(needs)
        if still:
            raise Failure(f"{', '.join(still)} still missing after apt-get install", do=ADVICE)


def _apt(*words: str) -> None:
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *words]
    if os.geteuid() != 0:
        if shutil.which("sudo") is None:
            raise Failure(
                "installing packages takes root, and there is no sudo",
                do=f"as root: apt-get {' '.join(words)}",
            )
        command.insert(0, "sudo")
    run(command, do=ADVICE)
