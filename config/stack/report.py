"""What a person at the terminal is told: progress, and why a step failed."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Failure(Exception):
    """A step cannot be done: `why` it cannot (empty where `do` says all), and what to `do`."""

    def __init__(self, why: str, *, do: str) -> None:
        super().__init__(why)
        self.why = why
        self.do = do
        self.step = ""

    def __str__(self) -> str:
        if not self.why:
            return self.do
        where = f"Failed at: {self.step}\n" if self.step else ""
        return f"{where}Why: {self.why}\nWhat to do: {self.do}"


def say(text: str) -> None:
    """Print a line of progress on standard error, so that output can be piped."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Tell how long a step took; name the step in a failure inside it."""
    began = time.monotonic()
    try:
        yield
    except Failure as failure:
        failure.step = failure.step or name
        raise
    took = time.monotonic() - began
    if took >= 0.5:
        say(f"  {name} ({took:.1f} s)")
