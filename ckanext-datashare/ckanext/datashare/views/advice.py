"""/agreement/<id>/advice: data protection officers' advice and Caldicott Guardians' views."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, make_response

from .. import say_words
from ..domain.decision import Outcome
from . import answer, subject

blueprint = answer.protect(Blueprint("datashare_advice", __name__))
blueprint.before_request(answer.sign_in)


@blueprint.get("/agreement/<id>/advice")
def show(id: str) -> Response:
    """Show what was advised, and what became of it."""
    agreement = subject.find(id)
    if agreement is None:
        return answer.missing()
    try:
        board = answer.call("datashare_board_show", id=agreement["id"])
    except tk.NotAuthorized as error:
        return answer.refused(error, agreement=agreement)
    settled = {one["in_reply_to"]: one for one in board["said"] if one["kind"] == "settle"}
    extra = {
        "agreement": agreement,
        "advice": [one for one in board["said"] if one["kind"] == "advise"],
        "views": [one for one in board["said"] if one["kind"] == "caldicott"],
        "settled": settled,
        "may": {one["kind"] for one in board["acts"]},
        "outcomes": {one.value: say_words.OUTCOMES[one] for one in Outcome},
    }
    return answer.keep_private(make_response(tk.render("datashare/board/advice.html", extra)))
