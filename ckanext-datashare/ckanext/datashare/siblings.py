"""Asks the sibling extensions about an agreement, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import ckan.plugins as p

from .interfaces import AgreementDocument, IDataShare, Problems
from .kinds import united


def move_problems(agreement: dict[str, Any], act: str) -> Problems:
    """Return what the siblings find in the way of ``submit``, ``agree`` or ``freeze``, by field.

    :param agreement: as ``content.of`` gives it
    """
    return united(
        plugin.datashare_move_problems(agreement, act)
        for plugin in p.PluginImplementations(IDataShare)
    )


def parts(agreement: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is signed beside the fields: path and text of each clause, in order."""
    for plugin in p.PluginImplementations(IDataShare):
        yield from plugin.datashare_agreement_parts(agreement)


def telling(agreement: dict[str, Any], path: str) -> Iterator[str]:
    """Yield the paths of other signed parts whose text tells what the part at ``path`` says."""
    for plugin in p.PluginImplementations(IDataShare):
        yield from plugin.datashare_parts_telling(agreement, path)


def document(
    agreement: dict[str, Any],
    *,
    reference: str,
    version: int,
    root: str,
    withheld: Mapping[str, str],
) -> AgreementDocument | None:
    """Return an agreement as a document, by the first extension that makes one; else None."""
    for plugin in p.PluginImplementations(IDataShare):
        made: AgreementDocument | None = plugin.datashare_agreement_document(
            agreement, reference=reference, version=version, root=root, withheld=withheld
        )
        if made is not None:
            return made
    return None
