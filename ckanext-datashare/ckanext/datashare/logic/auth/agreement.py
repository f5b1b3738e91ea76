"""Who may move an agreement from state to state: the table of ``domain/state.py`` as people.

Sysadmins pass none of these by being sysadmins, but for taking down and restoring: they run the
site, and a body decides about its agreements.
"""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import access, clock
from ...domain.state import TRANSITIONS
from ...model.agreement import Agreement

__all__ = [
    "datashare_agreement_agree",
    "datashare_agreement_end",
    "datashare_agreement_freeze",
    "datashare_agreement_refuse",
    "datashare_agreement_register",
    "datashare_agreement_reopen",
    "datashare_agreement_restore",
    "datashare_agreement_resume",
    "datashare_agreement_return",
    "datashare_agreement_submit",
    "datashare_agreement_suspend",
    "datashare_agreement_take_down",
    "datashare_agreement_withdraw",
]


def answer(context: Any, operation: str, package_id: str) -> dict[str, Any]:
    """Return the rules' verdict on an agreement as CKAN wants it."""
    row, at = Agreement.get(package_id), clock.now()
    if row is None:
        return {"success": False, "msg": tk._("Agreement was not found.")}
    asking = access.actor(context.get("auth_user_obj"), at=at)
    package = model.Package.get(package_id)
    about = access.subject(row, private=bool(package is None or package.private))
    verdict = access.decide(asking, operation, about, at=at)
    return {"success": verdict.allowed, "msg": tk._(verdict.reason)}


def _for(act: str) -> Any:
    @tk.auth_sysadmins_check
    def allowed(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
        return answer(context, f"agreement:{act}", data_dict["id"])

    allowed.__name__ = f"datashare_agreement_{act}"
    allowed.__doc__ = f"Allow: {TRANSITIONS[act].who.value}."
    return allowed


datashare_agreement_agree = _for("agree")
datashare_agreement_submit = _for("submit")
datashare_agreement_return = _for("return")
datashare_agreement_register = _for("register")
datashare_agreement_freeze = _for("freeze")
datashare_agreement_reopen = _for("reopen")
datashare_agreement_withdraw = _for("withdraw")
datashare_agreement_refuse = _for("refuse")
datashare_agreement_suspend = _for("suspend")
datashare_agreement_resume = _for("resume")
datashare_agreement_end = _for("end")
datashare_agreement_take_down = _for("take_down")
datashare_agreement_restore = _for("restore")
