"""/body/<name>: everything about one body; every spelling of its name leads here."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from flask import Blueprint, make_response

from .. import body_page, results
from . import answer

blueprint = answer.protect(Blueprint("datashare_body", __name__))


@blueprint.get("/body/<name>")
def read(name: str) -> str | Response:
    """Show a body, from what the reader may see of its agreements."""
    address = body_page.find(name)
    if address is None:
        return answer.missing()
    if address != name:
        return tk.redirect_to("datashare_body.read", name=address)
    body = answer.call("organization_show", id=address, **answer.ABOUT)
    extra = {
        "body": body,
        "other_names": body_page.other_names(body),
        "facts": body_page.facts(body),
        "contacts": body_page.contacts(body),
    }
    try:
        extra.update(_agreements(body))
    except SearchError:
        response = make_response(
            tk.render("datashare/body/read.html", {**extra, "down": True}), 503
        )
        return answer.keep_private(response)
    return tk.render("datashare/body/read.html", extra)


def _agreements(body: dict[str, Any]) -> dict[str, Any]:
    found = {kind: _search(body["name"], kind) for kind in ("all", "gives", "gets", "both")}
    counts = {kind: result["count"] for kind, result in found.items()}
    both = {row["id"] for row in found["both"]["results"]}
    groups = []
    for kind, title in body_page.titles().items():
        rows = [row for row in found[kind]["results"] if kind == "both" or row["id"] not in both]
        if rows:
            asked = body_page.asked(body["name"], kind)
            listed = results.results(rows[: body_page.FEW])
            groups.append(body_page.Group(kind, title, counts[kind], listed, asked))
    return {
        "counts": counts,
        "sentence": body_page.sentence(body["title"], counts),
        "groups": groups,
        "others": results.results(found["all"]["results"][: body_page.FEW]) if not groups else [],
        "all_asked": body_page.asked(body["name"], "all"),
    }


def _search(name: str, kind: str) -> dict[str, Any]:
    parameters = body_page.asked(name, kind).parameters()
    found: dict[str, Any] = answer.call(
        "package_search", **{**parameters, "rows": 2 * body_page.FEW, "facet.field": []}
    )
    return found
