"""Approving a template for one's body, and taking the approval back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.datashare.shared import answer, form
from flask import Blueprint, make_response

from .. import approving

blueprint = answer.protect(Blueprint("igtemplates_approval", __name__))
blueprint.before_request(answer.sign_in)


@blueprint.route("/template/<id>/approve", methods=["GET", "POST"])
def give(id: str) -> Response:
    """Ask for which body, in which role and until when; then approve."""
    return _page(id, "give")


@blueprint.route("/template/<id>/withdraw", methods=["GET", "POST"])
def withdraw(id: str) -> Response:
    """Ask for which body and why; then withdraw."""
    return _page(id, "withdraw")


def _page(id: str, verb: str) -> Response:
    asked = tk.request.values.get("version")
    try:
        template = answer.call("igtemplates_template_show", id=id, version=asked)
    except (tk.ObjectNotFound, tk.ValidationError):
        return answer.missing()
    places = approving.places({"user": tk.current_user.name})
    if not places:
        return answer.refused(tk.NotAuthorized(approving.refusal()))
    said = {name: tk.request.form.get(name, "").strip() for name in ("place", "expires", "reason")}
    errors: dict[str, list[str]] = {}
    if tk.request.method == "POST":
        errors = _write(template, verb, said, places)
        if not errors:
            tk.h.flash_success(_done(verb))
            return tk.redirect_to("igtemplates_template.read", id=id, version=asked)
    extra = {
        "template": template,
        "places": places,
        "said": said,
        "errors": errors,
        "is_giving": verb == "give",
        "mistakes": _mistakes(errors),
    }
    return make_response(
        tk.render("igtemplates/template/approve.html", extra), 400 if errors else 200
    )


def _write(
    template: Mapping[str, Any], verb: str, said: Mapping[str, str], places: list[dict[str, str]]
) -> dict[str, list[str]]:
    chosen = next((one for one in places if one["value"] == said["place"]), None)
    if chosen is None:
        return {"place": [tk._("Choose for which organisation you speak.")]}
    more = {"expires": said["expires"]} if verb == "give" else {"reason": said["reason"]}
    try:
        answer.call(
            f"igtemplates_approval_{verb}",
            id=template["id"],
            version=template["version"],
            body=chosen["body"],
            role=chosen["role"],
            **{name: value for name, value in more.items() if value},
        )
    except tk.ValidationError as error:
        return {_asked_as(name): list(words) for name, words in error.error_dict.items()}
    except tk.NotAuthorized as error:
        return {"place": [str(error)]}
    return {}


def _asked_as(field: str) -> str:
    return "place" if field in ("role", "body") else field


def _mistakes(errors: Mapping[str, list[str]]) -> list[form.Mistake]:
    return [
        form.Mistake(f"#field-{name}", words) for name, said in errors.items() for words in said
    ]


def _done(verb: str) -> str:
    if verb == "give":
        return str(tk._("You have approved this version for your organisation."))
    return str(tk._("You have withdrawn the approval."))
