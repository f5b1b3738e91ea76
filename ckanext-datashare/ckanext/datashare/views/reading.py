"""/agreement/<id>/read: the full text, frozen or drafted, and “I have read it”."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, make_response
from markupsafe import Markup

from .. import form
from . import answer, subject

blueprint = answer.protect(Blueprint("datashare_reading", __name__))
blueprint.before_request(answer.sign_in)


@blueprint.get("/agreement/<id>/read")
def show(id: str) -> Response:
    """Show the text."""
    return _page(id, {})


@blueprint.post("/agreement/<id>/read")
def confirm(id: str) -> Response:
    """Take down that it was read for each body the reader speaks for."""
    agreement = subject.find(id)
    if agreement is None:
        return answer.missing()
    chosen = tk.request.form.getlist("body")
    if not chosen:
        return _page(id, {"body": [tk._("Choose for whom you have read it.")]})
    for body in chosen:
        wrong = subject.attempt("datashare_decision_read", agreement, body=body)
        if isinstance(wrong, Response):
            return wrong
        if wrong:
            return _page(id, wrong)
    tk.h.flash_success(tk._("Noted that you have read it."))
    if tk.request.form.get("next") == "sign":
        return tk.redirect_to("datashare_signing.sign", id=agreement["address"])
    return tk.redirect_to("datashare_board.show", id=agreement["address"])


def _page(id: str, errors: dict[str, Any]) -> Response:
    agreement = subject.find(id)
    if agreement is None:
        return answer.missing()
    try:
        text = answer.call("datashare_text_show", id=agreement["id"])
        board = answer.call("datashare_board_show", id=agreement["id"])
    except tk.NotAuthorized as error:
        return answer.refused(error, agreement=agreement)
    extra = {
        "agreement": agreement,
        "text": text,
        "document": Markup(text["html"]) if text["html"] else None,  # noqa: S704 - its maker escapes
        "held": {name for name, value in agreement.items() if value not in (None, "", [])},
        "speaking": [one for one in board["acts"] if one["kind"] == "read"],
        "may_sign": bool(board["signable"]),
        "mistakes": [
            form.Mistake("#field-body" if name == "body" else "", text)
            for name, texts in errors.items()
            for text in texts
        ],
    }
    page = tk.render("datashare/board/read.html", extra)
    return answer.keep_private(make_response(page, 400 if errors else 200))
