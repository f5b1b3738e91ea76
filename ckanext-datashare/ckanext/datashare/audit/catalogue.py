"""Every event that may be recorded: the register's own and those its siblings declare."""

from __future__ import annotations

import ckan.plugins as p

from ..domain.event import EventRefused, EventType
from ..domain.event_catalogue import REGISTER
from ..interfaces import IDataShare

_OWN = {kind.name: kind for kind in REGISTER}


def event_type(name: str) -> EventType:
    """Return the declaration of an event.

    :raises EventRefused: when nobody declares it.
    """
    found = _OWN.get(name) or _of_siblings().get(name)
    if found is None:
        raise EventRefused(f"event {name} is not declared")
    return found


def event_types() -> dict[str, EventType]:
    """Return all declarations by name."""
    return {**_of_siblings(), **_OWN}


def _of_siblings() -> dict[str, EventType]:
    return {
        kind.name: kind
        for plugin in p.PluginImplementations(IDataShare)
        for kind in plugin.datashare_events()
    }
