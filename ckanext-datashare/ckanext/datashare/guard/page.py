"""The door of every page: what a reader may not know of is missing, on each route alike."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, g

from . import declared, door

blueprint = Blueprint("datashare_guard", __name__)
_NAMES = "datashare_hidden_names"


@blueprint.before_app_request
def conceal() -> None:
    """Have the view look for a name that nothing has, in place of one that is hidden."""
    asked: dict[str, Any] | None = tk.request.view_args
    addresses = declared.route(tk.request.endpoint or "")
    if not asked or not addresses:
        return
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    watched = [address for address in addresses if address.kind in door.HIDING]
    names, view_args = door.replaced(context, watched, asked)
    tk.request.view_args = view_args
    setattr(g, _NAMES, names)


@blueprint.after_app_request
def restore(response: Response) -> Response:
    """Put the name that was asked for back where the answer repeats it."""
    names: door.Names = g.get(_NAMES) or {}
    if not names:
        return response
    if "Location" in response.headers:
        response.headers["Location"] = door.restored(response.headers["Location"], names)
    if not response.is_streamed and not response.direct_passthrough:
        response.set_data(door.restored(response.get_data(as_text=True), names))
    return response
