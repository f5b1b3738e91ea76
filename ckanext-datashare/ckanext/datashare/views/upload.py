"""/agreement/<id>/document/new: the signed text of an agreement, uploaded."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from flask import Blueprint, make_response

from .. import form
from . import answer

blueprint = answer.protect(Blueprint("datashare_upload", __name__))
blueprint.before_request(answer.sign_in)


@blueprint.route("/agreement/<id>/document/new", methods=["GET", "POST"])
def add(id: str) -> Response:
    """Ask for a document, and keep it."""
    try:
        agreement = answer.call("package_show", id=id)
        tasks = answer.call("datashare_task_list", id=agreement["id"])
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return answer.missing()
    if not tasks["may_upload"]:
        return answer.refused(
            tk.NotAuthorized(tk._("An editor of the lead body adds documents to a draft.")),
            agreement=agreement,
        )
    errors = take(agreement["id"]) if tk.request.method == "POST" else {}
    if tk.request.method == "GET" or errors:
        return page(agreement["id"], errors)
    tk.h.flash_success(tk._("The document is uploaded. Read what the scan found in it."))
    return tk.redirect_to("datashare_review.read", id=agreement["id"])


def take(id: str) -> dict[str, Any]:
    """Upload the posted file to an agreement; return what is wrong with it, by field."""
    try:
        answer.call("datashare_document_upload", id=id, upload=tk.request.files.get("upload"))
    except tk.ValidationError as error:
        found = error.error_dict
        return {"upload": [text for texts in found.values() for text in texts]}
    except SearchError:
        return {"upload": [answer.nothing_saved()]}
    return {}


def page(id: str, errors: dict[str, Any], *, note: str = "") -> Response:
    """Return the form that asks for a document."""
    texts = errors.get("upload", [])
    extra = {
        "agreement": answer.call("package_show", id=id),
        "upload_errors": texts,
        "note": note,
        "mistakes": [form.Mistake("#field-upload", text) for text in texts],
    }
    return make_response(tk.render("datashare/existing/upload.html", extra), 400 if errors else 200)
