"""What every command needs of the machine, in order."""

from __future__ import annotations

from . import packages, postgres, python, redis, solr


def prepare_python() -> None:
    """Make the Python environment."""
    python.ensure()


def prepare_packages(*, browser: bool = False) -> None:
    """Install at once all Debian packages that are missing."""
    packages.ensure(packages.PYTHON + packages.SERVICES + (packages.BROWSER if browser else ()))


def prepare_services() -> None:
    """Start the database, the queue and the search server."""
    packages.ensure(packages.SERVICES)
    postgres.ensure()
    redis.ensure()
    solr.ensure()
