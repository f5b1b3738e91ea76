"""Who may say what about an agreement: holders of a role, each for their own body."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ...domain.decision import RULES, Kind
from .agreement import answer

__all__ = [
    "datashare_decision_advise",
    "datashare_decision_answer",
    "datashare_decision_approve",
    "datashare_decision_caldicott",
    "datashare_decision_endorse",
    "datashare_decision_query",
    "datashare_decision_read",
    "datashare_decision_settle",
]


def _for(kind: Kind) -> Any:
    @tk.auth_sysadmins_check
    def allowed(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
        return answer(context, f"decision:{kind.value}:{data_dict['body']}", data_dict["id"])

    allowed.__name__ = f"datashare_decision_{kind.value}"
    allowed.__doc__ = f"Allow: a role holder of {RULES[kind].side.value}."
    return allowed


datashare_decision_read = _for(Kind.READ)
datashare_decision_query = _for(Kind.QUERY)
datashare_decision_answer = _for(Kind.ANSWER)
datashare_decision_approve = _for(Kind.APPROVE)
datashare_decision_advise = _for(Kind.ADVISE)
datashare_decision_settle = _for(Kind.SETTLE)
datashare_decision_caldicott = _for(Kind.CALDICOTT)
datashare_decision_endorse = _for(Kind.ENDORSE)
