"""A process of its own that a test ends with SIGKILL, which nothing can catch or tidy up after.

It is forked from the test's process, so that CKAN need not load again: dozens of them a test.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

_FORK = multiprocessing.get_context("fork")
_PATIENCE = 30  # seconds


class Mortal:
    """Runs `work(stop, *arguments)` in a process; `stop(words)` there waits to be killed."""

    def __init__(self, work: Callable[..., Any], *arguments: Any) -> None:
        """Fork and start."""
        _disconnect()
        self._here, there = _FORK.Pipe(duplex=False)
        self.process = _FORK.Process(target=_live, args=(there, work, arguments), daemon=True)
        self.process.start()
        there.close()

    def __enter__(self) -> Mortal:
        """Return this process."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End it, whatever became of the test."""
        self.kill()

    def heard(self) -> Any:
        """Return the next words of the process: of `stop`, or what the work returned."""
        if not self._here.poll(_PATIENCE):
            raise TimeoutError("the process said nothing")
        return self._here.recv()

    def kill(self) -> None:
        """End it at once, and wait until the database has dropped what it had open."""
        self.process.kill()
        self.process.join()
        self._here.close()
        _wait_for_database()


def _live(there: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    from ckan import model

    def stop(words: str) -> None:
        there.send(words)
        time.sleep(_PATIENCE)

    try:
        there.send(work(stop, *arguments))
    except BaseException as error:
        there.send(f"{type(error).__name__}: {error}")
        raise
    finally:
        model.Session.remove()


def _disconnect() -> None:
    """Let go of the database: a connection that two processes hold serves neither."""
    from ckan import model

    model.Session.remove()
    model.meta.engine.dispose()


def _wait_for_database() -> None:
    import sqlalchemy as sa
    from ckan import model

    others = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND usename = current_user AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
    )
    for _wait in range(1000):
        open_ = model.Session.execute(others).scalar_one()
        model.Session.rollback()
        if not open_:
            return
        time.sleep(0.01)
    raise TimeoutError("a transaction of the killed process is still open")
