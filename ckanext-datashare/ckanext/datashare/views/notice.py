"""/notices: a person's inbox, and how often mail of it comes."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint

from ..domain.delivery import Cadence
from ..domain.notice_catalogue import N_
from ..outbox.catalogue import families
from . import answer

PAGE_SIZE = 20

CADENCES = {
    Cadence.AT_ONCE: N_("At once"),
    Cadence.DAILY: N_("One e-mail a day"),
    Cadence.WEEKLY: N_("One e-mail a week"),
    Cadence.OFF: N_("No e-mail, but for what asks you to act"),
}

blueprint = answer.protect(Blueprint("datashare_notice", __name__, url_prefix="/notices"))


@blueprint.before_request
def sign_in() -> Response | None:
    """Send whoever has not signed in to do so, and back here afterwards."""
    if tk.current_user.is_anonymous:
        return tk.redirect_to("user.login", came_from=tk.request.path)
    return None


@blueprint.get("/")
def inbox() -> str:
    """Show a page of the inbox, the newest first."""
    number = tk.h.get_page_number(tk.request.args) or 1
    unread = tk.asbool(tk.request.args.get("unread") == "1")
    found = _call(
        "datashare_notice_list", unread=unread, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE
    )
    pages = max(1, -(-found["count"] // PAGE_SIZE))
    extra = {"found": found, "number": number, "pages": pages, "only_unread": unread}
    return tk.render("datashare/notice/inbox.html", extra)


@blueprint.post("/read")
def read() -> Response:
    """Mark one notice as read, or all."""
    chosen = tk.request.form.get("id")
    try:
        _call("datashare_notice_read", **({"ids": [chosen]} if chosen else {"all": True}))
    except tk.ObjectNotFound:
        return tk.abort(404)
    tk.h.flash_success(tk._("Marked as read."))
    return tk.redirect_to("datashare_notice.inbox")


@blueprint.get("/preferences")
def preferences() -> str:
    """Show how often mail comes."""
    extra = {
        "chosen": _call("datashare_notice_preference_show"),
        "families": {family: tk._(words) for family, words in families().items()},
        "cadences": {cadence.value: tk._(words) for cadence, words in CADENCES.items()},
    }
    return tk.render("datashare/notice/preferences.html", extra)


@blueprint.post("/preferences")
def choose() -> Response:
    """Save how often mail comes."""
    for family in families():
        cadence = tk.request.form.get(family)
        if cadence is None:
            continue
        try:
            _call("datashare_notice_preference_update", family=family, cadence=cadence)
        except tk.ValidationError:
            return tk.abort(400, tk._("Choose one of the answers on the page."))
    tk.h.flash_success(tk._("Saved."))
    return tk.redirect_to("datashare_notice.preferences")


def _call(action: str, **data: Any) -> Any:
    return tk.get_action(action)({"user": tk.current_user.name}, data)
