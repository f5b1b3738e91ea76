"""The Python environment in .local/venv: exactly what the lock files name, and our packages."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from . import packages, turn
from .command import run
from .place import CONFIG, LOCAL, PYTHON, ROOT, VENV
from .report import say, step

FOLDER = CONFIG / "lock"
TOOL = LOCAL / "uv"
UV = TOOL / "bin" / "uv"
ADVICE = "check that this machine reaches the Python package index, then run the command again"


def ensure() -> None:
    """Install what the lock files name, when they changed or nothing is there yet."""
    want = fingerprint()
    mark = VENV / "locked"
    if mark.exists() and mark.read_text("ascii") == want:
        return
    packages.ensure(packages.PYTHON)
    say("  Python packages: installing what config/lock names")
    with step("Python packages"), turn.alone("python"):
        installer()
        if not PYTHON.exists():
            uv("venv", "--quiet", "--python", sys.executable, VENV)
        # What is built from source is built with the tools of our lock, not with the newest.
        build = ("--build-constraints", FOLDER / "build.txt")
        # Compiled at once: on machines told not to keep what Python compiles, every start is slow.
        locked = ("-r", FOLDER / "python.txt", "--require-hashes", "--compile-bytecode")
        _install(*locked, *build)
        _install("--editable", ROOT, "--no-deps", *build)
    mark.write_text(want, "ascii")


def fingerprint() -> str:
    """Return a digest of all that decides what is installed."""
    whole = hashlib.sha256(sys.version.encode() + str(ROOT).encode())
    for path in (*sorted(FOLDER.glob("*.txt")), ROOT / "setup.py"):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def installer() -> Path:
    """Return the path of uv, installed by pip into an environment of its own the first time."""
    if not UV.exists():
        run([sys.executable, "-m", "venv", "--clear", TOOL], do="apt-get install python3-venv")
        run(
            [
                *(TOOL / "bin" / "python", "-m", "pip", "install", "--quiet"),
                *("--disable-pip-version-check", "--require-hashes", "-r", FOLDER / "uv.txt"),
            ],
            do=ADVICE,
        )
    return UV


def uv(*words: str | Path) -> str:
    """Run uv with the words."""
    # Some networks are slow.
    patience = os.environ.get("UV_HTTP_TIMEOUT", "180")
    return run([UV, *words], env={"UV_HTTP_TIMEOUT": patience}, do=ADVICE)


def _install(*words: str | Path) -> None:
    uv("pip", "install", "--quiet", "--python", PYTHON, *words)
