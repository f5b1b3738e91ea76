"""/agreement/<id>: one agreement, for residents first and for those who look after it."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.types import Response
from flask import Blueprint, make_response

from .. import entry, history, results
from ..interfaces import IDataShare
from . import answer

blueprint = answer.protect(Blueprint("datashare_agreement", __name__))

HISTORY = 100  # events


@blueprint.get("/agreement/<id>")
def read(id: str) -> str | Response:
    """Show an agreement under its one address; what may not be read is missing."""
    try:
        agreement = answer.call("package_show", id=id)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return _tombstone(id)
    if agreement["type"] != "agreement":
        return answer.missing()
    address = results.address(agreement)
    if id != address:
        return tk.redirect_to("datashare_agreement.read", id=address)
    response = make_response(tk.render("datashare/agreement/read.html", _extra(agreement)))
    return answer.keep_private(response) if agreement["private"] else response


def _tombstone(id: str) -> Response:
    try:
        stays = answer.call("datashare_tombstone_show", id=id)
    except (tk.ObjectNotFound, tk.ValidationError):
        return answer.missing()
    return make_response(tk.render("datashare/agreement/tombstone.html", {"stays": stays}), 410)


def _extra(agreement: dict[str, Any]) -> dict[str, Any]:
    id = agreement["id"]
    withheld = answer.call("datashare_part_list", id=id)
    events = answer.call("datashare_event_list", agreement=id, limit=HISTORY)
    return {
        "entry": entry.of(agreement, withheld=[_field(one["path"]) for one in withheld]),
        "agreement": agreement,
        "lead": answer.call("organization_show", id=agreement["owner_org"], **answer.ABOUT),
        "history": history.lines(events["events"]),
        "versions": versions(id),
        "tasks": answer.call("datashare_task_list", id=id),
        "documents": documents(id),
        "tabs": tabs(agreement),
        "withheld": withheld,
        "address": tk.h.url_for(
            "datashare_agreement.read", id=results.address(agreement), _external=True
        ),
    }


def _field(path: str) -> str:
    return path.removeprefix("field:")


def tabs(agreement: dict[str, Any]) -> list[dict[str, str]]:
    """Return pages beside the agreement, ours and the siblings': title and address each."""
    signatures = answer.call("datashare_signature_list", id=agreement["id"])
    ours = []
    if signatures:
        words = tk.ungettext("{count} signature", "{count} signatures", len(signatures))
        address = tk.h.url_for("datashare_signature.show", id=results.address(agreement))
        ours.append({"title": words.format(count=len(signatures)), "url": address})
    return ours + [
        tab
        for plugin in p.PluginImplementations(IDataShare)
        for tab in plugin.datashare_agreement_tabs(agreement)
    ]


def versions(id: str) -> list[dict[str, Any]]:
    """Return the versions that the reader may see, the newest first, each with its address."""
    found = answer.call("datashare_version_list", id=id)
    listed = [*([found["next"]] if found["next"] else []), *found["versions"]]
    for one in listed:
        one["address"] = results.address(one)
    return listed


def documents(id: str) -> list[dict[str, Any]]:
    """Return the documents that the reader may see; a stranger sees none."""
    try:
        listed: list[dict[str, Any]] = answer.call("datashare_document_list", id=id)
    except tk.NotAuthorized:
        return []
    return listed
