"""One change, one event, one commit: every write of ours happens inside a unit of work.

One other event is allowed where a second agreement changes by the first one's move: the version
that a new one replaces. The code that moves both declares it with :meth:`Unit.also`.

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
# The events that may stand beside a unit's own, each about another subject than that one's.
_BESIDE = frozenset({"agreement:state:superseded"})


class MissingEvent(RuntimeError):
    """A unit of work wrote without leaving exactly one event (design rule 2)."""


Left = tuple[str, str]  # an event's name and the id of its subject


@dataclass(slots=True)
class Unit:
    """What one unit of work has gathered so far."""

    events: list[Left] = field(default_factory=list)
    packages: list[str] = field(default_factory=list)
    declared: list[Left] = field(default_factory=list)

    def also(self, event: str, subject_id: str) -> None:
        """Declare that ``event`` about ``subject_id`` is left beside the unit's own event.

        :raises MissingEvent: for an event that never stands beside another
        """
        if event not in _BESIDE:
            raise MissingEvent(f"{event} does not stand beside another event")
        self.declared.append((event, subject_id))

    def check(self) -> None:
        """Raise :class:`MissingEvent` unless one event was left, and beside it those declared."""
        own = list(self.events)
        for beside in self.declared:
            if beside not in own:
                raise MissingEvent(f"{beside[0]} was declared and not left")
            own.remove(beside)
        if len(own) != 1:
            raise MissingEvent(f"one event is due, {len(own)} were left")
        if own[0][1] in {subject for _event, subject in self.declared}:
            raise MissingEvent("an event beside another must be about another subject")

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
        unit.check()
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
