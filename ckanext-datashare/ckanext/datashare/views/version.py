"""/agreement/<id>/versions: every version, two of them word by word, and the start of a new one."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from flask import Blueprint, make_response

from .. import compared, results
from ..act_words import NEW_VERSION
from . import act, answer
from .agreement import versions

blueprint = answer.protect(Blueprint("datashare_version", __name__))


@blueprint.get("/agreement/<id>/versions")
def index(id: str) -> str | Response:
    """List the versions that the reader may see; with ``old`` and ``new``, compare two."""
    try:
        agreement = answer.call("package_show", id=id)
        listed = versions(agreement["id"])
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return answer.missing()
    before, after = _chosen(listed)
    extra = {
        "agreement": agreement,
        "address": results.address(agreement),
        "versions": listed,
        "before": before,
        "after": after,
        "compared": _compared(before, after),
    }
    response = make_response(tk.render("datashare/version/index.html", extra))
    hidden = agreement["private"] or any(not one["registered_at"] for one in listed)
    return answer.keep_private(response) if hidden else response


@blueprint.route("/agreement/<id>/versions/new", methods=["GET", "POST"])
def start(id: str) -> str | Response:
    """Ask for a new version, and start it."""
    if sent := answer.sign_in():
        return sent
    try:
        agreement = answer.call("package_show", id=id)
        tasks = answer.call("datashare_task_list", id=agreement["id"])
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return answer.missing()
    if tk.request.method == "GET":
        if not tasks["may_start_version"]:
            reason = tk._("A new version cannot be started now, or not by you.")
            return answer.refused(tk.NotAuthorized(reason), agreement=agreement)
        return act.ask(agreement, NEW_VERSION, {}, {}, {})
    posted = {"reason": tk.request.form.get("reason", "")}
    try:
        made = answer.call("datashare_version_start", id=agreement["id"], **posted)
    except tk.ValidationError as error:
        return act.ask(agreement, NEW_VERSION, {}, posted, error.error_dict)
    except tk.NotAuthorized as error:
        return answer.refused(error, agreement=agreement)
    except SearchError:
        return act.ask(agreement, NEW_VERSION, {}, posted, {"": [answer.nothing_saved()]})
    tk.h.flash_success(tk._(NEW_VERSION.done))
    return tk.redirect_to("datashare_agreement.read", id=made["id"])


def _chosen(listed: list[dict[str, Any]]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the two versions to compare: those asked for, or else the newest with the one before.

    Versions are named by number; the older one is always the first.
    """
    by_number = {str(one["version"]): one for one in reversed(listed)}
    asked = [by_number.get(tk.request.args.get(name, "")) for name in ("old", "new")]
    chosen = [one for one in asked if one is not None]
    if len(chosen) < 2:
        chosen = list(by_number.values())[-2:]
    if len(chosen) < 2:
        return None, None
    older, newer = sorted(chosen, key=lambda one: int(one["version"]))
    return older, newer


def _compared(
    before: dict[str, Any] | None, after: dict[str, Any] | None
) -> compared.Compared | None:
    if before is None or after is None:
        return None
    shown = [answer.call("package_show", id=one["id"]) for one in (before, after)]
    return compared.of(*shown)
