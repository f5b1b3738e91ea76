"""/agreement/<id>/document/<document>: an original, for the members of the agreement's bodies."""

from __future__ import annotations

import io

import ckan.model as model
import ckan.plugins.toolkit as tk
import jwt
import sqlalchemy as sa
from ckan.lib import api_token
from ckan.types import Response
from flask import Blueprint, make_response, send_file

from ..agreements import find
from ..document import storage
from ..domain.document import Kind
from ..model.document import Document
from . import answer

blueprint = answer.protect(Blueprint("datashare_document", __name__))


@blueprint.get("/agreement/<id>/document/<document>")
def download(id: str, document: str) -> Response:
    """Send an original as a file to keep, never to show: what strangers wrote runs nowhere here.

    Missing and forbidden are the same page.
    """
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    try:
        tk.check_access("datashare_document_download", context, {"id": document})
    except tk.NotAuthorized:
        return answer.missing()
    row, found = find(id), Document.get(document)
    if row is None or found is None or found.package_id != row.package_id:
        return answer.missing()
    if found.kind != Kind.ORIGINAL.value:
        address = tk.url_for("resource.download", id=row.package_id, resource_id=found.resource_id)
        return tk.redirect_to(address)
    sent = send_file(
        io.BytesIO(storage.read(found)),
        mimetype=found.mimetype,
        as_attachment=True,
        download_name=found.filename,
    )
    response: Response = answer.keep_private(make_response(sent))
    return response


@blueprint.before_app_request
def no_bearer() -> Response | None:
    """Let no token stand for a reader of originals: it names nobody and nothing takes it back."""
    if tk.request.endpoint != "file.trusted_download":
        return None
    file = _file_of(str((tk.request.view_args or {}).get("token")))
    if file is not None and file.storage == storage.NAME:
        tk.abort(404)
    return None


@blueprint.after_app_request
def keep_files_private(response: Response) -> Response:
    """Keep files that not everybody may read out of every cache, on CKAN's own routes as well."""
    if tk.request.endpoint in ("file.download", "file.trusted_download"):
        return answer.keep_private(response)
    return response


def _file_of(token: str) -> model.File | None:
    """Return the file that CKAN would send for a token."""
    try:
        claims = api_token.decode_token(token, audience="trusted_download")
    except jwt.InvalidTokenError:
        return None
    if "sub" in claims:
        query = sa.select(model.File).where(model.File.id == str(claims["sub"]))
    else:
        place = str(claims.get("location")), str(claims.get("storage"))
        query = model.File.by_location(*place)
    file: model.File | None = model.Session.scalars(query).first()
    return file
