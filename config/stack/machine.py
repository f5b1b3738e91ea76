"""What every command needs of the machine, in order."""

from __future__ import annotations

from . import postgres, redis, solr


def prepare_python() -> None:
    """Make the Python environment."""


def prepare_services() -> None:
    """Start the database, the queue and the search server."""
    postgres.ensure()
    redis.ensure()
    solr.ensure()
