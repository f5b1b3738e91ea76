"""/agreement: the register, searched and narrowed."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from flask import Blueprint, make_response

from .. import labels, results, search, snippet
from . import answer

blueprint = answer.protect(Blueprint("datashare_register", __name__))


@blueprint.get("/agreement")
@blueprint.get("/agreement/", endpoint="index_slash")
def index() -> str | Response:
    """Show the agreements that the address asks for."""
    asked = search.asked(tk.request.args)
    if asked.in_preparation and tk.current_user.is_anonymous:
        return answer.missing()
    extra: dict[str, Any] = {"asked": asked, "chosen": results.chosen(asked), "sorts": _sorts()}
    try:
        extra.update(_search(asked))
    except SearchError:
        response = make_response(tk.render("datashare/register/unavailable.html", extra), 503)
        return answer.keep_private(response)
    return tk.render("datashare/register/index.html", extra)


def _search(asked: search.Asked) -> dict[str, Any]:
    found: Any = answer.call("package_search", **asked.parameters())
    shown = found["results"]
    mine = labels.of_user(tk.current_user)
    pieces = snippet.of(asked.query, [row["id"] for row in shown], labels=mine)
    return {
        "count": found["count"],
        "results": results.results(shown, pieces),
        "filters": results.filters(asked, found["search_facets"]),
        "pages": -(-found["count"] // search.PAGE_SIZE),
        "waiting": _waiting(),
    }


def _waiting() -> int:
    """Return how many agreements in preparation the reader may see."""
    if tk.current_user.is_anonymous:
        return 0
    asked = search.Asked(in_preparation=True)
    found: Any = answer.call("package_search", **{**asked.parameters(), "rows": 0})
    return int(found["count"])


def _sorts() -> dict[str, str]:
    return {
        search.RELEVANCE: tk._("Best match"),
        "newest": tk._("Newest on the register"),
        "title": tk._("Title, A to Z"),
        "end": tk._("End date, soonest first"),
        "review": tk._("Review date, soonest first"),
    }
