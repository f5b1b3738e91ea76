"""What a form posted, as the dataset actions take it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .. import form
from ..schemas import definition


def answers() -> dict[str, Any]:
    """Return the posted answers to fields of an agreement, and the buttons of its rows.

    A name posted several times is a list; what belongs to no field is left out.
    """
    found: dict[str, Any] = {}
    for name in tk.request.form:
        if _is_ours(name):
            values = tk.request.form.getlist(name)
            found[name] = values if len(values) > 1 else values[0]
    return found


def _is_ours(name: str) -> bool:
    known = definition.fields().get(name.split("-", 1)[0])
    if known is None:
        return name in (form.ADD, form.DELETE)
    return "-" not in name or known.kind == "rows"


def without(posted: dict[str, Any], wrong: dict[str, Any]) -> dict[str, Any]:
    """Return posted answers without the fields that ``wrong`` names."""
    return {name: value for name, value in posted.items() if name.split("-", 1)[0] not in wrong}
