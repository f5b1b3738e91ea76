"""Asks the sibling extensions about an agreement, all of them at once."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p

from .interfaces import IDataShare, Problems
from .kinds import united


def move_problems(agreement: dict[str, Any], act: str) -> Problems:
    """Return what the siblings find in the way of ``submit``, ``agree`` or ``freeze``, by field.

    :param agreement: as ``content.of`` gives it
    """
    return united(
        plugin.datashare_move_problems(agreement, act)
        for plugin in p.PluginImplementations(IDataShare)
    )
