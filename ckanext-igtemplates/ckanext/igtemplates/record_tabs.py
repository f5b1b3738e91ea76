"""What the agreement's page links to of this extension's documents and records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk


def tabs(agreement: Mapping[str, Any]) -> Iterable[dict[str, str]]:
    """Return the link to records and notices, and for its parties the document."""
    id = agreement.get("reference") or agreement["id"]
    yield {
        "title": tk._("Records and notices"),
        "url": tk.url_for("igtemplates_records.read", id=id),
    }
