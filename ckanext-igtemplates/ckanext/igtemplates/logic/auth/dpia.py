"""Who sends, advises on, settles and signs an impact assessment. Sysadmins do none of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from ... import editors, offices
from ...domain.dpia import WHO, Kind

__all__ = [
    "igtemplates_dpia_advise",
    "igtemplates_dpia_consult",
    "igtemplates_dpia_flow",
    "igtemplates_dpia_return",
    "igtemplates_dpia_settle",
    "igtemplates_dpia_show",
    "igtemplates_dpia_sign",
    "igtemplates_dpia_submit",
]


@tk.auth_sysadmins_check
def igtemplates_dpia_submit(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: an editor of the controller."""
    return editors.answer(context, body=data_dict["body"])


def _decides(name: str) -> Callable[[Any, dict[str, Any]], dict[str, Any]]:
    @tk.auth_sysadmins_check
    def allowed(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
        roles = WHO[Kind(data_dict["kind"])]
        return offices.answer(context, body=data_dict["body"], roles=roles)

    allowed.__name__ = f"igtemplates_dpia_{name}"
    allowed.__doc__ = "Allow: a holder of a role of the controller that decides this."
    return allowed


igtemplates_dpia_advise = _decides("advise")
igtemplates_dpia_settle = _decides("settle")
igtemplates_dpia_consult = _decides("consult")
igtemplates_dpia_sign = _decides("sign")
igtemplates_dpia_return = _decides("return")


@tk.auth_allow_anonymous_access
def igtemplates_dpia_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: whoever may read the dataset; the action asks."""
    return {"success": True}


def igtemplates_dpia_flow(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Allow: whoever may write the agreement; ``package_patch`` asks."""
    return {"success": True}
