"""Who may move an agreement from state to state: the table of ``domain/state.py`` as people.

Sysadmins pass none of these by being sysadmins, but for taking down and restoring: they run the
site, and a body decides about its agreements.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.authz as authz
import ckan.plugins.toolkit as tk

from ... import clock
from ...access import role_holders
from ...domain.party import SEES_PRIVATE
from ...domain.role import ACCOUNTABLE, DECIDERS, REVIEWERS, Role
from ...domain.state import TRANSITIONS, Who
from ...model.agreement import Agreement
from ...model.party import Party

__all__ = [
    "datashare_agreement_end",
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


def _capacity(user: str, body: str, *capacities: str) -> bool:
    return authz.users_role_for_group_or_org(body, user) in capacities


def _holds(user: str, body: str, *roles: Role) -> bool:
    at = clock.now()
    return any(user in role_holders(body, role, at) for role in roles)


def _lead_editor(user: str, row: Agreement) -> bool:
    return _capacity(user, row.lead, "admin", "editor")


def _lead_admin(user: str, row: Agreement) -> bool:
    return _capacity(user, row.lead, "admin")


def _reviewer(user: str, row: Agreement) -> bool:
    return _lead_admin(user, row) or (
        _capacity(user, row.lead, "admin", "editor", "member")
        and _holds(user, row.lead, *REVIEWERS)
    )


def _ig_lead(user: str, row: Agreement) -> bool:
    return _holds(user, row.lead, Role.IG_LEAD)


def _party_or_reviewer(user: str, row: Agreement) -> bool:
    parties = (party for party in Party.of(row.package_id) if party.state in SEES_PRIVATE)
    return _reviewer(user, row) or any(_holds(user, party.body_id, *DECIDERS) for party in parties)


def _accountable(user: str, row: Agreement) -> bool:
    return _holds(user, row.lead, *ACCOUNTABLE)


def _guardians(user: str, row: Agreement) -> bool:
    return _holds(user, row.lead, Role.DPO, *ACCOUNTABLE)


def _lead_admin_or_sysadmin(user: str, row: Agreement) -> bool:
    return _lead_admin(user, row) or authz.is_sysadmin(user)


_PEOPLE: dict[Who, Callable[[str, Agreement], bool]] = {
    Who.LEAD_EDITOR: _lead_editor,
    Who.LEAD_ADMIN: _lead_admin,
    Who.LEAD_ADMIN_OR_SYSADMIN: _lead_admin_or_sysadmin,
    Who.REVIEWER: _reviewer,
    Who.IG_LEAD: _ig_lead,
    Who.PARTY_OR_REVIEWER: _party_or_reviewer,
    Who.ACCOUNTABLE: _accountable,
    Who.GUARDIANS: _guardians,
}


def may(act: str, user: str, row: Agreement) -> bool:
    """Return whether the user with the id ``user`` may make this move, whatever the state."""
    return _PEOPLE[TRANSITIONS[act].who](user, row)


def _for(act: str) -> Any:
    @tk.auth_sysadmins_check
    def allowed(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
        user = context.get("auth_user_obj")
        row = Agreement.get(data_dict["id"])
        if user is not None and row is not None and may(act, user.id, row):
            return {"success": True}
        needed = TRANSITIONS[act].who.value
        return {"success": False, "msg": tk._("This needs the {who}.").format(who=needed)}

    allowed.__name__ = f"datashare_agreement_{act}"
    allowed.__doc__ = f"Allow: {TRANSITIONS[act].who.value}."
    return allowed


datashare_agreement_submit = _for("submit")
datashare_agreement_return = _for("return")
datashare_agreement_register = _for("register")
datashare_agreement_reopen = _for("reopen")
datashare_agreement_withdraw = _for("withdraw")
datashare_agreement_refuse = _for("refuse")
datashare_agreement_suspend = _for("suspend")
datashare_agreement_resume = _for("resume")
datashare_agreement_end = _for("end")
datashare_agreement_take_down = _for("take_down")
datashare_agreement_restore = _for("restore")
