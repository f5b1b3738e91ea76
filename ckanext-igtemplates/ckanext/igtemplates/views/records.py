"""/agreement/<id>/records: what follows from an agreement for each party, to read and to keep."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.datashare.shared import answer
from flask import Blueprint, make_response

from ..domain import retention, table
from ..domain.document import Document
from ..records import Records, as_data
from ..records import table as one_table
from ..render import docx, html, text
from . import download

blueprint = Blueprint("igtemplates_records", __name__)
blueprint.after_request(download.standing_alone)  # runs after the headers of all our pages
answer.protect(blueprint)

IN_WRITING = frozenset({"draft", "review", "agreed", "signing", "refused", "withdrawn"})


@blueprint.get("/agreement/<id>/records")
def read(id: str) -> str | Response:
    """Show the records; what may not be read is missing."""
    agreement = _agreement(id)
    if agreement is None:
        return answer.missing()
    records = _records(agreement)
    extra = {
        "agreement": agreement,
        "records": records,
        "header": retention.HEADER,
        "in_writing": agreement["status"] in IN_WRITING,
        "address": agreement.get("reference") or agreement["id"],
    }
    return _kept(make_response(tk.render("igtemplates/records/read.html", extra)), agreement)


@blueprint.get("/agreement/<id>/records/ropa.<any(csv, json):form>")
def ropa(id: str, form: str) -> Response:
    """Send the records of processing activities of all parties."""
    agreement = _agreement(id)
    if agreement is None:
        return answer.missing()
    entries = _records(agreement).entries
    made: bytes | str
    if form == "csv":
        made = table.csv_bytes(*one_table(entries))
    else:
        told = {name: agreement.get(name) for name in ("reference", "version", "title", "status")}
        found = {**told, "entries": [as_data(entry) for entry in entries]}
        made = json.dumps(found, ensure_ascii=False, indent=2)
    name = download.name(agreement, "ropa")
    return _kept(download.send(made, form=form, name=name), agreement)


@blueprint.get("/agreement/<id>/records/privacy-notice.<any(html, docx, txt):form>")
def notice(id: str, form: str) -> Response:
    """Send the privacy notice of the party that ``body`` names by its id."""
    agreement = _agreement(id)
    if agreement is None:
        return answer.missing()
    records = _records(agreement)
    place = records.place(tk.request.args.get("body", ""))
    if place is None or not place.id:
        return answer.missing()
    render: dict[str, Callable[[Document], bytes | str]]
    render = {"html": html.render, "docx": docx.render, "txt": text.render}
    made = render[form](records.notice(place))
    name = download.name(agreement, "privacy-notice", place.title)
    return _kept(download.send(made, form=form, name=name), agreement)


def _agreement(id: str) -> dict[str, Any] | None:
    """Return the agreement as the reader may see it."""
    try:
        found: dict[str, Any] = answer.call("package_show", id=id)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None
    return found if found["type"] == "agreement" else None


def _records(agreement: dict[str, Any]) -> Records:
    return Records(agreement, answer.call("datashare_part_list", id=agreement["id"]))


def _kept(response: Response, agreement: dict[str, Any]) -> Response:
    return answer.keep_private(response) if agreement["private"] else response
