"""Keeps an agreement from being frozen while its impact assessment stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.datashare.interfaces import Problems
from ckanext.datashare.shared import content_of

from .domain import dpia, risk
from .domain.dpia import State
from .model.dpia import Dpia, DpiaDecision


def move_problems(agreement: Mapping[str, Any], act: str) -> Problems:
    """Return what an agreement's impact assessment says against freezing its text.

    Words in the field ``dpia`` name an assessment that was made elsewhere; nothing is known of it.
    """
    package = model.Package.get(str(agreement.get("dpia") or "")) if act == "freeze" else None
    if package is None or package.type != "dpia":
        return {}
    row = Dpia.get(package.id)
    found = []
    if row is None or row.state is not State.SIGNED:
        found.append(tk._("Its impact assessment is not signed."))
    if is_high(package.id):
        found.append(blocked())
    return {"dpia": found} if found else {}


def is_high(package_id: str) -> bool:
    """Return whether a high risk stays and the ICO's consultation has not ended (Article 36)."""
    content = content_of(package_id)
    risks = risk.read(content.get("risks") or [], content.get("measures") or [])
    ended = dpia.consultation_ended(row.decided for row in DpiaDecision.of(package_id))
    return risk.blocks_signing(risks, consultation_ended=ended)


def blocked() -> str:
    """Return why a high risk that stays keeps everyone from signing, and the next step."""
    return str(
        tk._(
            "A high risk to people remains. Lower it, or ask the ICO and wait until its "
            "consultation has ended (UK GDPR Article 36)."
        )
    )
