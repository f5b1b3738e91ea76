"""/agreement/<id>/document.pdf, .docx, .html: an agreement as a document, for its parties.

Everyone else is led to the public copy of a registered agreement.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.datashare.shared import SignedText, answer, content_of, signed_text
from flask import Blueprint

from .. import agreement_document
from ..domain.document import Document
from ..render import docx, html, pdf
from . import download

blueprint = Blueprint("igtemplates_document", __name__)
blueprint.after_request(download.standing_alone)  # runs after the headers of all our pages
answer.protect(blueprint)


@blueprint.get("/agreement/<id>/document.<any(pdf, docx, html):form>")
def show(id: str, form: str) -> Response:
    """Send the document in the form asked for; what may not be read is missing."""
    try:
        agreement = answer.call("package_show", id=id)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return answer.missing()
    if agreement["type"] != "agreement":
        return answer.missing()
    if not _is_insider(agreement["id"]):
        return _public_copy(agreement) if form == "pdf" else answer.missing()
    signed = signed_text(agreement["id"])
    name = download.name(agreement)
    if signed is not None and form == "pdf":
        return answer.keep_private(download.send(signed.pdf, form=form, name=name))
    try:
        found = _document(agreement, signed)
    except agreement_document.TooLong:
        reason = tk._("This agreement is too long for one document. Shorten its answers.")
        return answer.refused(tk.NotAuthorized(reason), agreement=agreement)
    render: dict[str, Callable[[Document], bytes | str]]
    render = {"pdf": pdf.render, "docx": docx.render, "html": html.render}
    return answer.keep_private(download.send(render[form](found), form=form, name=name))


def _document(agreement: dict[str, Any], signed: SignedText | None) -> Document:
    """Return the text as it was frozen, else as it is drafted."""
    if signed is not None:
        return agreement_document.document(
            signed.agreement,
            reference=signed.reference,
            version=signed.version,
            root=signed.root,
            withheld={},
        )
    return agreement_document.document(
        content_of(agreement["id"]),
        reference=str(agreement.get("reference") or ""),
        version=int(agreement["version"]),
        root="",
        withheld={},
    )


def _is_insider(id: str) -> bool:
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    try:
        tk.check_access("datashare_document_list", context, {"id": id})
    except tk.NotAuthorized:
        return False
    return True


def _public_copy(agreement: dict[str, Any]) -> Response:
    for resource in agreement.get("resources") or ():
        return tk.redirect_to("resource.download", id=agreement["id"], resource_id=resource["id"])
    return answer.missing()
