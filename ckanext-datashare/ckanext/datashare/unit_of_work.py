"""One change, one event, one commit: every write of ours happens inside a unit of work.

Order at the end of the block: the event is checked, rows are flushed, the datasets concerned
are indexed (as CKAN itself does before its commit), and the transaction commits. Any error
rolls everything back, so that a caller who swallows it cannot persist half the work later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import ckan.model as model

from . import outage

_KEY = "datashare.unit_of_work"


class MissingEvent(RuntimeError):
    """A unit of work wrote without leaving exactly one event (design rule 2)."""


@dataclass(slots=True)
class Unit:
    """What one unit of work has gathered so far."""

    events: list[str] = field(default_factory=list)
    packages: list[str] = field(default_factory=list)

    def index(self, package_id: str) -> None:
        """Have the dataset ``package_id`` indexed before the commit."""
        if package_id not in self.packages:
            self.packages.append(package_id)


def current() -> Unit | None:
    """Return the unit of work that is open in this session, if any."""
    unit: Unit | None = model.Session.info.get(_KEY)
    return unit


@contextmanager
def unit_of_work() -> Iterator[Unit]:
    """Open a unit of work.

    :raises MissingEvent: when the block left no event or more than one; nothing is kept.
    :raises ckan.logic.ValidationError: when search does not take a document; nothing is kept.
    """
    if current() is not None:
        raise RuntimeError("a unit of work is already open: call the inner function without one")
    unit = Unit()
    model.Session.info[_KEY] = unit
    try:
        yield unit
        if len(unit.events) != 1:
            raise MissingEvent(f"one event is due, {len(unit.events)} were left")
        model.Session.flush()
        with outage.nothing_kept_without_search():
            _index(unit.packages)
        model.Session.commit()
    except BaseException:
        model.Session.rollback()
        raise
    finally:
        model.Session.info.pop(_KEY, None)


def _index(packages: list[str]) -> None:
    from ckan.logic import index_update_package

    for package_id in packages:
        index_update_package({"ignore_auth": True, "model": model}, package_id, False)
