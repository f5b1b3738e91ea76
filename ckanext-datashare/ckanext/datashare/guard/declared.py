"""How every action and route names its object: the register's tables and its siblings' rows."""

from __future__ import annotations

import ckan.plugins as p

from ..interfaces import IDataShare
from . import routes as table
from .addresses import ACTIONS, Addresses


def actions() -> dict[str, Addresses]:
    """Return the addresses of all actions by name."""
    return {**_of_siblings(0), **ACTIONS}


def route(endpoint: str) -> Addresses | None:
    """Return the addresses of an endpoint, or None when nobody declared them."""
    found = table.of(endpoint)
    return found if found is not None else _of_siblings(1).get(endpoint)


def _of_siblings(which: int) -> dict[str, Addresses]:
    return {
        name: addresses
        for plugin in p.PluginImplementations(IDataShare)
        for name, addresses in plugin.datashare_addresses()[which].items()
    }
