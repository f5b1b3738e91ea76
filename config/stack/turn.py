"""One `./dev` at a time changes services and databases."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from . import place


@contextmanager
def alone(name: str = "stack") -> Iterator[None]:
    """Hold the lock `name` of this checkout; it falls when the process ends, however it ends."""
    place.prepare()
    with (place.LOCAL / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
