"""/agreement/write: from a plain question to a template, and to a draft written by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from ckanext.datashare.shared import answer, form
from flask import Blueprint, make_response

from .. import choosing
from ..choosing import FIELDS

blueprint = answer.protect(Blueprint("igtemplates_start", __name__))
blueprint.before_request(answer.sign_in)


@blueprint.route("/agreement/write", methods=["GET", "POST"])
def begin() -> Response:
    """Ask what should become better, for whom the reader writes, and a few facts."""
    bodies = own_bodies()
    if not bodies:
        return answer.refused(
            tk.NotAuthorized(tk._("You are not an editor of any organisation on this site."))
        )
    if tk.request.method == "GET":
        return _ask({}, {}, bodies)
    said = _said()
    errors = choosing.mistakes(said, {body["id"] for body in bodies})
    if errors:
        return _ask(said, errors, bodies)
    return _choose(said, {})


@blueprint.post("/agreement/write/choose")
def choose() -> Response:
    """Make the draft from the chosen template."""
    bodies = own_bodies()
    said = _said()
    errors = choosing.mistakes(said, {body["id"] for body in bodies})
    if errors:
        return _ask(said, errors, bodies)
    chosen = next(
        (
            option
            for option in choosing.options(said)
            if option["id"] == tk.request.form.get("template") and not option["refused"]
        ),
        None,
    )
    if chosen is None:
        return _choose(
            said, {"template": [tk._("Choose a template that your answers do not rule out.")]}
        )
    try:
        made = answer.call("package_create", **choosing.draft(said, chosen))
    except tk.ValidationError as error:
        return _choose(said, error.error_dict)
    except tk.NotAuthorized as error:
        return answer.refused(error)
    except SearchError:
        return _choose(said, {"": [answer.nothing_saved()]})
    tk.h.flash_success(tk._("Saved as a draft. Only your organisation sees it."))
    return tk.redirect_to("igtemplates_writing.tasks", kind="agreement", id=made["id"])


def own_bodies() -> list[dict[str, str]]:
    """Return the organisations that the reader may write for."""
    mine = answer.call("organization_list_for_user", permission="create_dataset")
    return [
        {"id": body["id"], "title": body["display_name"]}
        for body in mine
        if body["type"] == "organization"
    ]


def _said() -> dict[str, Any]:
    posted = tk.request.form
    return {
        name: posted.getlist(name) if several else posted.get(name, "").strip()
        for name, several in FIELDS.items()
    }


def _ask(said: Mapping[str, Any], errors: Mapping[str, Any], bodies: list[Any]) -> Response:
    extra = {
        "said": said,
        "errors": errors,
        "bodies": bodies,
        "mistakes": _mistakes(errors),
        "questions": choosing.questions(),
    }
    return _made("begin", extra, bad=bool(errors))


def _choose(said: dict[str, Any], errors: dict[str, Any]) -> Response:
    try:
        similar, search_away = choosing.similar(said), False
    except SearchError:
        similar, search_away = [], True
    options = choosing.options(said)
    extra = {
        "said": said,
        "kept": [(name, value) for name in FIELDS for value in _each(said.get(name))],
        "fitting": [option for option in options if option["fits"]],
        "others": [option for option in options if not option["fits"]],
        "screening": choosing.screening(said),
        "similar": similar,
        "search_away": search_away,
        "mistakes": _mistakes(errors),
    }
    return _made("choose", extra, bad=bool(errors))


def _each(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _mistakes(errors: Mapping[str, Any]) -> list[form.Mistake]:
    return [
        form.Mistake(f"#field-{name}" if name in FIELDS else "", words)
        for name, sentences in errors.items()
        for words in (sentences if isinstance(sentences, list) else [sentences])
        if isinstance(words, str)
    ]


def _made(name: str, extra: dict[str, Any], *, bad: bool) -> Response:
    return make_response(tk.render(f"igtemplates/writing/{name}.html", extra), 400 if bad else 200)
