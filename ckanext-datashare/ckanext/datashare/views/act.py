"""/agreement/<id>/act/<act>: each act on its own page, with its effect, its reason, its button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from flask import Blueprint, make_response

from .. import bodies, form, results
from ..act_words import MOVES, PARTY_ACTS, Act
from . import answer

blueprint = answer.protect(Blueprint("datashare_act", __name__))
blueprint.before_request(answer.sign_in)


@blueprint.route("/agreement/<id>/act/<act>", methods=["GET", "POST"])
def move(id: str, act: str) -> str | Response:
    """Ask for a move of an agreement, and make it."""
    words = MOVES.get(act)
    if words is None:
        return answer.missing()
    return _page(id, words, {}, lambda data: answer.call(f"datashare_agreement_{act}", **data))


@blueprint.route("/agreement/<id>/party/<body>/<act>", methods=["GET", "POST"])
def party(id: str, body: str, act: str) -> str | Response:
    """Ask for an act of one body in an agreement, and make it."""
    words, body_id = PARTY_ACTS.get(act), bodies.find_id(body)
    if words is None or body_id is None:
        return answer.missing()
    return _page(
        id,
        words,
        {"body": bodies.title(body_id)},
        lambda data: answer.call(f"datashare_party_{act}", body=body_id, **data),
    )


def _page(
    id: str, act: Act, names: dict[str, str], make: Callable[[dict[str, Any]], Any]
) -> str | Response:
    try:
        agreement = answer.call("package_show", id=id)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return answer.missing()
    if agreement["type"] != "agreement":
        return answer.missing()
    posted: dict[str, str] = {}
    if tk.request.method == "POST":
        asked = ("reason", "date") if act.asks_day else ("reason",)
        posted = {name: tk.request.form.get(name, "").strip() for name in asked}
    errors: dict[str, Any] = {}
    if tk.request.method == "POST":
        try:
            make({"id": agreement["id"], **posted})
        except tk.ValidationError as error:
            errors = error.error_dict
        except tk.NotAuthorized as error:
            return answer.refused(error, agreement=agreement)
        except tk.ObjectNotFound:
            return answer.missing()
        except SearchError:
            errors = {"": [answer.nothing_saved()]}
        else:
            tk.h.flash_success(tk._(act.done))
            return _back(agreement["id"])
    return ask(agreement, act, names, posted, errors)


def ask(
    agreement: dict[str, Any],
    act: Act,
    names: dict[str, str],
    posted: dict[str, str],
    errors: dict[str, Any],
) -> Response:
    """Return the page of an act, with what was posted and what is wrong with it.

    :param names: what the act's words name, such as the body
    """
    extra = {
        "agreement": agreement,
        "address": results.address(agreement),
        "act": act,
        "heading": tk._(act.heading).format(**names),
        "effect": tk._(act.effect).format(**names),
        "reason": posted.get("reason", ""),
        "reason_errors": errors.get("reason", []),
        "date": posted.get("date", ""),
        "date_errors": errors.get("date", []),
        "mistakes": _mistakes(errors),
    }
    return make_response(tk.render("datashare/act/ask.html", extra), 400 if errors else 200)


def _back(id: str) -> Response:
    """Go to the agreement, or to the register where the act closed it to the reader."""
    try:
        agreement = answer.call("package_show", id=id)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.redirect_to("datashare_register.index")
    return tk.redirect_to("datashare_agreement.read", id=results.address(agreement))


def _mistakes(errors: dict[str, Any]) -> list[form.Mistake]:
    return [
        form.Mistake(f"#field-{name}" if name in ("reason", "date") else "", text)
        for name, texts in errors.items()
        for text in (texts if isinstance(texts, list) else [texts])
    ]
