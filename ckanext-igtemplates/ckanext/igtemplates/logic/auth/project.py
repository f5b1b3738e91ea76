"""Who asks for decisions about a project, and who takes them. Sysadmins do neither."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import editors, offices
from ...domain.step import step

__all__ = ["igtemplates_project_ask", "igtemplates_project_decide", "igtemplates_project_show"]


@tk.auth_sysadmins_check
def igtemplates_project_ask(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an editor of the lead body."""
    return editors.answer(context, body=data_dict["body"])


@tk.auth_sysadmins_check
def igtemplates_project_decide(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: a holder of a role of the lead body that decides the step."""
    deciders = step(data_dict["step"]).deciders
    return offices.answer(context, body=data_dict["body"], roles=deciders)


@tk.auth_allow_anonymous_access
def igtemplates_project_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: whoever may read the dataset; the action asks."""
    return {"success": True}
