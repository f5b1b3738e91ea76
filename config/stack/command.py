"""Runs another program and says clearly when it fails."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .place import ROOT
from .report import Failure

# As many lines of a failed program's output as fit under an explanation.
TAIL = 20


def tail(text: str, lines: int = TAIL) -> str:
    """Return the last lines of an output."""
    return "\n".join(text.strip().splitlines()[-lines:])


def run(
    argv: Sequence[str | Path],
    *,
    do: str,
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
    user: str | None = None,
    cwd: Path = ROOT,
) -> str:
    """Run `argv`, with `env` added to ours, and return its standard output.

    Raises `Failure` with the end of its output and the advice `do`.
    """
    words = [str(word) for word in argv]
    try:
        done = subprocess.run(
            words,
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            cwd=cwd,
            env={**os.environ, **(env or {})},
            check=False,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )
    except FileNotFoundError as absent:
        raise Failure(f"{words[0]} is not there ({absent.strerror})", do=do) from absent
    if done.returncode:
        said = tail(done.stdout + "\n" + done.stderr)
        raise Failure(f"{Path(words[0]).name} ended with {done.returncode}:\n{said}", do=do)
    return done.stdout
