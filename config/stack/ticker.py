"""The ticker: `ckan datashare tick` every minute, which does what is due."""

from __future__ import annotations

from . import service, site
from .place import CKAN

NAME = "ticker"
SECONDS = 60


def ensure() -> None:
    """Start the ticker if it rests."""
    if service.running(NAME):
        return
    service.start(
        NAME,
        [CKAN, "-c", site.SETTINGS, "datashare", "tick", "--every", str(SECONDS)],
        answers=lambda: True,
    )


def stop() -> bool:
    """End the ticker; a tick in hand is done again by the next one."""
    return service.stop(NAME)
