"""Who may act for a party: its own role holders and administrators; the lead invites."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .agreement import answer

__all__ = [
    "datashare_party_decline",
    "datashare_party_invite",
    "datashare_party_join",
    "datashare_party_leave",
    "datashare_party_remind",
    "datashare_party_resume",
    "datashare_party_suspend",
    "datashare_party_waive_notice",
]


def _for(act: str, who: str) -> Any:
    @tk.auth_sysadmins_check
    def allowed(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
        return answer(context, f"party:{act}:{data_dict['body']}", data_dict["id"])

    allowed.__name__ = f"datashare_party_{act}"
    allowed.__doc__ = f"Allow: {who}."
    return allowed


_HOLDER = "a role holder of the party"
datashare_party_invite = _for("invite", "an editor of the lead body")
datashare_party_join = _for("join", _HOLDER)
datashare_party_decline = _for("decline", _HOLDER)
datashare_party_leave = _for("leave", _HOLDER)
datashare_party_waive_notice = _for("waive_notice", _HOLDER)
_GUARDIAN = "the DPO, SIRO or information asset owner of the party"
datashare_party_suspend = _for("suspend", _GUARDIAN)
datashare_party_resume = _for("resume", _GUARDIAN)


@tk.auth_sysadmins_check
def datashare_party_remind(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an editor or the IG lead of the lead body."""
    writing = answer(context, "write", data_dict["id"])
    return writing if writing["success"] else answer(context, "agreement:agree", data_dict["id"])
