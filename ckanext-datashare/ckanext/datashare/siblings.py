"""Asks the sibling extensions about an agreement, all of them at once."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p

from .interfaces import IDataShare, Problems
from .kinds import united
from .model.agreement import Agreement


def move_problems(agreement: dict[str, Any], act: str) -> Problems:
    """Return what the siblings find in the way of ``submit``, ``agree`` or ``freeze``, by field.

    :param agreement: as ``content.of`` gives it
    """
    return united(
        plugin.datashare_move_problems(agreement, act)
        for plugin in p.PluginImplementations(IDataShare)
    )


def document_html(agreement: dict[str, Any], row: Agreement, *, root: str) -> str | None:
    """Return the text of an agreement as HTML; None where no sibling makes documents of it.

    Its maker escapes what people wrote.
    """
    for plugin in p.PluginImplementations(IDataShare):
        document = plugin.datashare_agreement_document(
            agreement, reference=row.reference or "", version=row.version, root=root, withheld={}
        )
        if document is not None:
            return str(document.html)
    return None
