"""/desk: what is the reader's to do, what they wait for, what they did."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, make_response

from .. import desk_words
from . import answer

blueprint = answer.protect(Blueprint("datashare_desk", __name__))
blueprint.before_request(answer.sign_in)


@blueprint.get("/desk")
def show() -> Response:
    """Show the reader's own desk."""
    desk = answer.call("datashare_desk_show")
    extra = {
        "due": [desk_words.line(task) for task in desk["due"]],
        "waiting": [desk_words.line(task) for task in desk["waiting"]],
        "done": [desk_words.past(one) for one in desk["done"]],
        "next_review": desk["next_review"],
    }
    return answer.keep_private(make_response(tk.render("datashare/desk/show.html", extra)))
