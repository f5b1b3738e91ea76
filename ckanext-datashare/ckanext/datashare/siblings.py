"""Asks the sibling extensions about an agreement, all of them at once."""

from __future__ import annotations

from html import escape
from typing import Any

import ckan.plugins as p
from lxml import html

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
            return _inside(str(document.html))
    return None


def _inside(page: str) -> str:
    """Return what stands in a page's ``main``, but for its heading: our page has one of its own."""
    parsed = html.document_fromstring(page)
    main = parsed.find(".//main")
    main = parsed.find(".//body") if main is None else main
    for heading in main.findall("h1"):
        main.remove(heading)
    inner = "".join(html.tostring(child, encoding="unicode") for child in main)
    return escape(main.text or "") + inner
