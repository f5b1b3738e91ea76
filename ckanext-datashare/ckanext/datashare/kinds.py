"""The dataset types of the suite, and which extension offers each."""

from __future__ import annotations

from collections.abc import Iterable

import ckan.plugins as p

from .interfaces import DatasetType, IDataShare, Problems

AGREEMENT = "agreement"
# Reserved for the suite, whether or not the extension that offers one is loaded: what was written
# while it was stays under the same guards.
TYPES = frozenset({AGREEMENT, "template", "project", "dpia", "exchange"})


def offered(name: str) -> DatasetType | None:
    """Return the type of that name that a loaded sibling offers; agreements are the register's."""
    for plugin in p.PluginImplementations(IDataShare):
        for kind in plugin.datashare_dataset_types():
            if kind.name == name:
                found: DatasetType = kind
                return found
    return None


def united(problems: Iterable[Problems]) -> Problems:
    """Return the problems that several extensions found, all sentences of a field together."""
    found: Problems = {}
    for one in problems:
        for field, sentences in one.items():
            found.setdefault(field, []).extend(sentences)
    return found
