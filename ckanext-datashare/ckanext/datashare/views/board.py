"""/agreement/<id>/board: who has read, asked, approved, signed or declined; whom to wait for."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, make_response

from .. import form, history
from . import answer, subject

blueprint = answer.protect(Blueprint("datashare_board", __name__))
blueprint.before_request(answer.sign_in)

HISTORY = 100  # events


@blueprint.get("/agreement/<id>/board")
def show(id: str) -> Response:
    """Show the board."""
    return _page(id, {})


@blueprint.post("/agreement/<id>/board")
def remind(id: str) -> Response:
    """Remind the bodies that others wait for."""
    agreement = subject.find(id)
    if agreement is None:
        return answer.missing()
    wrong = subject.attempt("datashare_party_remind", agreement)
    if isinstance(wrong, Response):
        return wrong
    if wrong:
        return _page(id, wrong)
    tk.h.flash_success(tk._("Reminded."))
    return tk.redirect_to("datashare_board.show", id=agreement["address"])


def _page(id: str, errors: dict[str, Any]) -> Response:
    agreement = subject.find(id)
    if agreement is None:
        return answer.missing()
    try:
        board = answer.call("datashare_board_show", id=agreement["id"])
    except tk.NotAuthorized as error:
        return answer.refused(error, agreement=agreement)
    events = answer.call("datashare_event_list", agreement=agreement["id"], limit=HISTORY)
    extra = {
        "agreement": agreement,
        "board": board,
        "questions": _questions(board["said"]),
        "history": history.lines(events["events"]),
        "mistakes": [form.Mistake("", text) for texts in errors.values() for text in texts],
    }
    response = make_response(tk.render("datashare/board/show.html", extra), 400 if errors else 200)
    return answer.keep_private(response)


def _questions(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the questions, those without an answer first, each with its answers."""
    answers: dict[str, list[dict[str, Any]]] = {}
    for one in reversed(said):
        answers.setdefault(one["in_reply_to"] or "", []).append(one)
    asked = [
        {**one, "answers": answers.get(one["id"], [])} for one in said if one["kind"] == "query"
    ]
    return sorted(asked, key=lambda one: not one["open"])
