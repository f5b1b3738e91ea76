"""The job worker: CKAN's own command, on the queue that CKAN and our jobs use."""

from __future__ import annotations

from . import service, site
from .place import CKAN

NAME = "worker"


def ensure() -> None:
    """Start the worker if it rests."""
    if service.running(NAME):
        return
    # Nobody waits for it: whether it lives is told at the end of `up` and by `status`.
    service.start(NAME, [CKAN, "-c", site.SETTINGS, "jobs", "worker"], answers=lambda: True)


def stop() -> bool:
    """End the worker after the job in hand."""
    return service.stop(NAME, seconds=30)
