"""/agreement/<id>/review: what a scan found in the document, and the public copy."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from flask import Blueprint, make_response

from .. import form
from . import answer

blueprint = answer.protect(Blueprint("datashare_review", __name__))
blueprint.before_request(answer.sign_in)

_ACTIONS = {"original": "datashare_document_publish", "public_copy": "datashare_document_confirm"}


@blueprint.get("/agreement/<id>/review")
def read(id: str) -> Response:
    """Show the documents of an agreement with what was found in each."""
    return _page(id, {})


@blueprint.post("/agreement/<id>/review")
def decide(id: str) -> Response:
    """Make the public copy of a document, or confirm one that somebody else made."""
    posted = tk.request.form
    action = _ACTIONS.get(posted.get("kind", ""))
    if action is None:
        return answer.missing()
    if posted.get("read") != "yes":
        sentence = tk._("Read what the scan found, and say so.")
        return _page(id, {f"field-read-{posted.get('document', '')}": [sentence]})
    try:
        answer.call(
            action,
            id=posted.get("document", ""),
            confirm_findings=posted.get("confirm_findings", ""),
        )
    except tk.ValidationError as error:
        return _page(id, error.error_dict)
    except tk.NotAuthorized as error:
        return answer.refused(error)
    except tk.ObjectNotFound:
        return answer.missing()
    except SearchError:
        return _page(id, {"": [answer.nothing_saved()]})
    tk.h.flash_success(tk._("The public copy is confirmed."))
    return tk.redirect_to("datashare_agreement.read", id=id)


def _page(id: str, errors: dict[str, Any]) -> Response:
    try:
        agreement = answer.call("package_show", id=id)
        listed = answer.call("datashare_document_list", id=agreement["id"])
        tasks = answer.call("datashare_task_list", id=agreement["id"])
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return answer.missing()
    documents = [answer.call("datashare_document_show", id=one["id"]) for one in listed]
    extra = {
        "agreement": agreement,
        "documents": sorted(documents, key=lambda one: one["kind"] != "public_copy"),
        "has_copy": any(one["kind"] == "public_copy" for one in documents),
        "tasks": tasks,
        "errors": errors,
        "mistakes": [
            form.Mistake(f"#{name}" if name.startswith("field-read-") else "", text)
            for name, texts in errors.items()
            for text in texts
        ],
    }
    return make_response(tk.render("datashare/review/read.html", extra), 400 if errors else 200)
