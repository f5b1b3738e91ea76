"""How every action and route of this extension names the object it is about."""

from __future__ import annotations

from ckanext.datashare.shared import Addresses

ACTIONS: dict[str, Addresses] = {}

ROUTES: dict[str, Addresses] = {}
