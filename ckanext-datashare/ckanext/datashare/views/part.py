"""/agreement/<id>/withhold: keep a part of the text from the public, or show it after all."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, make_response

from .. import form, vocabulary
from . import answer, subject

blueprint = answer.protect(Blueprint("datashare_part", __name__))
blueprint.before_request(answer.sign_in)

_FIELDS = ("path", "exemption", "reason", "public_interest")


@blueprint.get("/agreement/<id>/withhold")
def show(id: str) -> Response:
    """Show what is withheld, and ask what else should be."""
    agreement = subject.find(id)
    return answer.missing() if agreement is None else _page(agreement, {}, {})


@blueprint.post("/agreement/<id>/withhold")
def decide(id: str) -> Response:
    """Withhold or disclose one part."""
    agreement = subject.find(id)
    if agreement is None:
        return answer.missing()
    posted = {name: tk.request.form.get(name, "") for name in _FIELDS}
    act = "disclose" if tk.request.form.get("act") == "disclose" else "withhold"
    if act == "disclose":
        posted = {name: posted[name] for name in ("path", "reason")}
    wrong = subject.attempt(f"datashare_part_{act}", agreement, **posted)
    if isinstance(wrong, Response):
        return wrong
    if wrong:
        return _page(agreement, posted, wrong)
    done = {"withhold": tk._("The part is withheld."), "disclose": tk._("The part is shown.")}
    tk.h.flash_success(done[act])
    return tk.redirect_to("datashare_part.show", id=agreement["address"])


def _page(agreement: dict[str, Any], data: dict[str, str], wrong: dict[str, Any]) -> Response:
    try:
        possible = answer.call("datashare_part_options", id=agreement["id"])
    except tk.NotAuthorized as error:
        return answer.refused(error, agreement=agreement)
    extra = {
        "agreement": agreement,
        "parts": possible,
        "withheld": answer.call("datashare_part_list", id=agreement["id"]),
        "exemptions": vocabulary.choices("exemption"),
        "data": data,
        "wrong": wrong,
        "mistakes": [
            form.Mistake(f"#field-{name}" if name in _FIELDS else "", text)
            for name, texts in wrong.items()
            for text in texts
        ],
    }
    page = tk.render("datashare/signature/withhold.html", extra)
    return answer.keep_private(make_response(page, 400 if wrong else 200))
