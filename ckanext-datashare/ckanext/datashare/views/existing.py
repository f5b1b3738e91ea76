"""/agreement/new/existing: an agreement that is already signed, entered with its document."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from flask import Blueprint, make_response

from .. import form
from ..interfaces import IDataShare
from . import answer, edit, posted, upload

blueprint = answer.protect(Blueprint("datashare_existing", __name__))
blueprint.before_request(answer.sign_in)

_ASKED = tuple(name for name in form.EXISTING_FIELDS if name != "owner_org")


@blueprint.get("/agreement/new")
def ask() -> str | Response:
    """Ask whether the agreement is signed already or new; lead on where there is one way only."""
    ways = [
        way
        for plugin in p.PluginImplementations(IDataShare)
        for way in plugin.datashare_ways_to_begin()
    ]
    if not ways:
        return tk.redirect_to("datashare_existing.add")
    if "go" not in tk.request.args:
        return tk.render("datashare/existing/ask.html", {"ways": ways})
    chosen = tk.request.args.get("way", "")
    if chosen == "signed":
        return tk.redirect_to("datashare_existing.add")
    if chosen.isdecimal() and int(chosen) < len(ways):
        return tk.redirect_to(ways[int(chosen)]["url"])
    mistakes = [form.Mistake("#field-way", tk._("Choose whether the agreement is signed."))]
    extra = {"ways": ways, "mistakes": mistakes}
    return make_response(tk.render("datashare/existing/ask.html", extra), 400)


@blueprint.route("/agreement/new/existing", methods=["GET", "POST"])
def add() -> str | Response:
    """Ask for an agreement and its document; save both as a draft."""
    mine = _own_bodies()
    if not mine:
        return answer.refused(
            tk.NotAuthorized(tk._("You are not an editor of any organisation on this site."))
        )
    if tk.request.method == "GET":
        return _form({}, {}, mine)
    data = posted.answers()
    pressed = form.press(data)
    if pressed is not None:
        return _form(pressed.data, _again({}), mine, extra=pressed.extra)
    try:
        made = answer.call("package_create", **data, type="agreement")
    except tk.ValidationError as error:
        return _keep(data, error.error_dict, mine)
    except tk.NotAuthorized as error:
        return answer.refused(error)
    except SearchError:
        return _form(data, _again({"": [answer.nothing_saved()]}), mine)
    return _with_document(made["id"])


def _with_document(id: str) -> Response:
    """Upload the document to a draft that was just saved, and show what is next."""
    if not _chosen():
        tk.h.flash_success(tk._("Saved as a draft. Only your organisation sees it."))
        return tk.redirect_to("datashare_agreement.read", id=id)
    errors = upload.take(id)
    if errors:
        return upload.page(id, errors, note=tk._("Your answers are saved as a draft."))
    tk.h.flash_success(tk._("Saved as a draft with its document. Only your organisation sees it."))
    return tk.redirect_to("datashare_agreement.read", id=id)


def _keep(data: dict[str, Any], errors: dict[str, Any], mine: list[dict[str, str]]) -> Response:
    """Show what is wrong; with a document, save what is right first, so that the file is not lost.

    A browser cannot be given a file back.
    """
    if not _chosen():
        return _form(data, errors, mine)
    try:
        made = answer.call("package_create", **posted.without(data, errors), type="agreement")
    except (tk.ValidationError, tk.NotAuthorized, SearchError):
        return _form(data, _again(errors), mine)
    refused = upload.take(made["id"])
    if refused:
        note = tk._("The document was not kept: {reason}").format(reason=refused["upload"][0])
    else:
        note = tk._("Your document is saved with the answers that were right, as a draft.")
    return edit.page(made, data, errors, note=note, is_short=True)


def _form(
    data: dict[str, Any],
    errors: dict[str, Any],
    mine: list[dict[str, str]],
    extra: dict[str, int] | None = None,
) -> Response:
    groups = form.build(data, errors, names=_ASKED, parts=form.EXISTING_PARTS, extra=extra)
    mistakes = [form.Mistake("#field-upload", text) for text in errors.get("upload", [])]
    mistakes += [form.Mistake("#field-owner_org", text) for text in errors.get("owner_org", [])]
    rest = {key: value for key, value in errors.items() if key not in ("upload", "owner_org")}
    shown = {
        "groups": groups,
        "mistakes": mistakes + form.mistakes(groups, rest),
        "bodies": mine,
        "chosen_body": data.get("owner_org"),
        "owner_errors": errors.get("owner_org", []),
        "upload_errors": errors.get("upload", []),
    }
    return make_response(
        tk.render("datashare/existing/add.html", shown), 400 if mistakes or rest else 200
    )


def _again(errors: dict[str, Any]) -> dict[str, Any]:
    """Say that a chosen file has to be chosen again: it did not come with a saved draft."""
    if not _chosen():
        return errors
    return {**errors, "upload": [tk._("Select the file again: it was not saved.")]}


def _chosen() -> bool:
    file = tk.request.files.get("upload")
    return bool(file is not None and file.filename)


def _own_bodies() -> list[dict[str, str]]:
    mine = answer.call("organization_list_for_user", permission="create_dataset")
    return [
        {"id": body["id"], "title": body["display_name"]}
        for body in mine
        if body["type"] == "organization"
    ]
