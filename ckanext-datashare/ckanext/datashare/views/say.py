"""/agreement/<id>/say/<kind>: each thing that can be said about an agreement, on its own page."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, make_response

from .. import form, say_words
from ..domain.decision import RULES, TEXT_LIMIT, Kind
from . import answer, subject

blueprint = answer.protect(Blueprint("datashare_say", __name__))
blueprint.before_request(answer.sign_in)

_FIELDS = ("body", "outcome", "text", "in_reply_to")


@blueprint.route("/agreement/<id>/say/<kind>", methods=["GET", "POST"])
def say(id: str, kind: str) -> Response:
    """Ask for what is to be said, and say it."""
    words = say_words.SAY.get(Kind(kind)) if kind in {one.value for one in Kind} else None
    agreement = subject.find(id) if words is not None else None
    if words is None or agreement is None:
        return answer.missing()
    posted = tk.request.method == "POST"
    sent = tk.request.form if posted else tk.request.args
    given = {name: sent.get(name, "") for name in _FIELDS}
    errors: dict[str, Any] = {}
    if posted:
        data = {name: value for name, value in given.items() if value}
        wrong = subject.attempt(f"datashare_decision_{kind}", agreement, **data)
        if isinstance(wrong, Response):
            return wrong
        if not wrong:
            tk.h.flash_success(tk._(words.done))
            return tk.redirect_to(_back(Kind(kind)), id=agreement["address"])
        errors = wrong
    return _page(agreement, Kind(kind), words, given, errors)


def _page(
    agreement: dict[str, Any],
    kind: Kind,
    words: say_words.Say,
    given: dict[str, str],
    errors: dict[str, Any],
) -> Response:
    try:
        board = answer.call("datashare_board_show", id=agreement["id"])
    except tk.NotAuthorized as error:
        return answer.refused(error, agreement=agreement)
    speaking = [one for one in board["acts"] if one["kind"] == kind.value]
    if not speaking and not errors:
        reason = tk._("You cannot say this now: it was said already, or it is somebody else's.")
        return answer.refused(tk.NotAuthorized(reason), agreement=agreement)
    replied = [one for one in board["said"] if one["id"] == given["in_reply_to"]]
    chosen = RULES[kind].outcomes
    extra = {
        "agreement": agreement,
        "kind": kind.value,
        "words": words,
        "given": given,
        "errors": errors,
        "speaking": speaking,
        "replied": replied[0] if replied else None,
        "outcomes": [
            (one.value, label) for one, label in say_words.OUTCOMES.items() if one in chosen
        ],
        "limit": TEXT_LIMIT,
        "back": tk.h.url_for(_back(kind), id=agreement["address"]),
        "mistakes": [
            form.Mistake(f"#field-{name}" if name in ("text", "outcome", "body") else "", text)
            for name, texts in errors.items()
            for text in texts
        ],
    }
    page = tk.render("datashare/board/say.html", extra)
    return answer.keep_private(make_response(page, 400 if errors else 200))


def _back(kind: Kind) -> str:
    is_advice = kind in (Kind.ADVISE, Kind.SETTLE, Kind.CALDICOTT)
    return "datashare_advice.show" if is_advice else "datashare_board.show"
