"""What must be true before a step of a project may be decided with a go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.datashare.interfaces import Problems
from ckanext.datashare.shared import agreement, schemas

from . import signing_gate
from .domain import screening, step
from .domain.dpia import State
from .model.dpia import Dpia

# States in which an agreement has been signed and registered.
_REGISTERED = frozenset({"registered", "suspended", "ended", "superseded"})


def problems(number: int, content: Mapping[str, Any]) -> Problems:
    """Return what a project still lacks for a go at step ``number``, by field.

    :param content: its decoded content
    """
    known = schemas.fields("project")
    found: Problems = {
        name: [tk._("“{question}” has no answer yet.").format(question=tk._(known[name].label))]
        for name in step.lacks(number, content)
    }
    if number == step.ASSESS:
        found.update(_unassessed(content))
    if number == step.AGREE and not _is_registered(content.get("agreement")):
        found["agreement"] = [tk._("The agreement has to be signed and registered first.")]
    return found


def screened(content: Mapping[str, Any]) -> screening.Screening | None:
    """Return the answer of a project's first check; None where it was not made."""
    chosen = content.get("screening") or []
    if not chosen:
        return None
    return screening.assess({ground: True for ground in chosen if ground != "none"})


def _unassessed(content: Mapping[str, Any]) -> Problems:
    package = model.Package.get(str(content.get("dpia") or ""))
    if package is not None and package.type == "dpia":
        row = Dpia.get(package.id)
        if row is not None and row.state is State.SIGNED and not signing_gate.is_high(package.id):
            return {}
        return {"dpia": [tk._("The impact assessment has to be signed first.")]}
    answer = screened(content)
    if answer is None:
        return {"screening": [tk._("Write an impact assessment, or check whether it is needed.")]}
    if answer.needed:
        said = " ".join(tk._(reason) for reason in answer.reasons)
        words = tk._("An impact assessment is needed: {reasons}")
        return {"dpia": [words.format(reasons=said)]}
    if not content.get("dpia_not_needed_reason"):
        return {"dpia_not_needed_reason": [tk._("Say why no impact assessment is needed.")]}
    return {}


def _is_registered(reference: Any) -> bool:
    row = agreement(str(reference)) if reference else None
    return row is not None and row.status in _REGISTERED
