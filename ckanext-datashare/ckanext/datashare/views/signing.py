"""/agreement/<id>/sign: sign the fixed text for a body, in a role that may."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, make_response

from .. import clock, form, fresh
from ..domain.role import LABELS, Role
from ..domain.statement import ASSENT
from . import answer, subject

blueprint = answer.protect(Blueprint("datashare_signing", __name__))
blueprint.before_request(answer.sign_in)


@blueprint.route("/agreement/<id>/sign", methods=["GET", "POST"])
def sign(id: str) -> Response:
    """Ask in which role to sign, and sign."""
    agreement = subject.find(id)
    if agreement is None:
        return answer.missing()
    try:
        board = answer.call("datashare_board_show", id=agreement["id"])
    except tk.NotAuthorized as error:
        return answer.refused(error, agreement=agreement)
    choices = _choices(board["signable"])
    if not choices:
        reason = tk._("You cannot sign this now: it is signed already, or not yours to sign.")
        return answer.refused(tk.NotAuthorized(reason), agreement=agreement)
    unread = {one["body"] for one in board["acts"] if one["kind"] == "read"}
    choices = [one for one in choices if one["body"] not in unread]
    if not choices:
        return _page(
            agreement, board["root"], [], {"read": [tk._("Open the document before you sign.")]}
        )
    if not _is_fresh():
        return tk.redirect_to(fresh.confirm_address(_here(agreement)))
    if tk.request.method == "GET":
        return _page(agreement, board["root"], choices, {})
    return _sign(agreement, board["root"], choices)


def _sign(agreement: dict[str, Any], root: str, choices: list[dict[str, str]]) -> Response:
    chosen = [one for one in choices if one["value"] == tk.request.form.get("as")]
    if not chosen:
        return _page(agreement, root, choices, {"as": [tk._("Choose in which role you sign.")]})
    if tk.request.form.get("assent") != "yes":
        return _page(agreement, root, choices, {"assent": [tk._("Say that you mean to sign.")]})
    one = chosen[0]
    wrong = subject.attempt(
        "datashare_signature_create", agreement, body=one["body"], role=one["role"]
    )
    if isinstance(wrong, Response):
        return wrong
    if wrong:
        return _page(agreement, root, choices, wrong)
    tk.h.flash_success(tk._("Signed for {body}.").format(body=one["title"]))
    return tk.redirect_to("datashare_board.show", id=agreement["id"])


def _page(
    agreement: dict[str, Any], root: str, choices: list[dict[str, str]], errors: dict[str, Any]
) -> Response:
    extra = {
        "agreement": agreement,
        "root": root,
        "choices": choices,
        "assent": ASSENT,
        "errors": errors,
        "chosen": tk.request.form.get("as", choices[0]["value"] if len(choices) == 1 else ""),
        "mistakes": [
            form.Mistake(_place(name), text) for name, texts in errors.items() for text in texts
        ],
    }
    page = tk.render("datashare/board/sign.html", extra)
    return answer.keep_private(make_response(page, 400 if errors else 200))


def _choices(signable: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return each body and role to sign in; ``value`` is what the form posts."""
    return [
        {
            "value": f"{one['body']}/{role}",
            "body": one["body"],
            "title": one["title"],
            "role": role,
            "label": LABELS[Role(role)],
        }
        for one in signable
        for role in one["roles"]
    ]


def _is_fresh() -> bool:
    try:
        fresh.require({"user": tk.current_user.name}, at=clock.now())
    except tk.NotAuthorized:
        return False
    return True


def _here(agreement: dict[str, Any]) -> str:
    return str(tk.h.url_for("datashare_signing.sign", id=agreement["address"]))


def _place(name: str) -> str:
    return {"as": "#field-as", "assent": "#field-assent", "read": "#read"}.get(name, "")
