"""/agreement/<id>/edit: the answers of an agreement, as far as its state lets them change."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from flask import Blueprint, make_response

from .. import form, results
from ..schemas import definition
from . import answer, posted

blueprint = answer.protect(Blueprint("datashare_edit", __name__))
blueprint.before_request(answer.sign_in)


@blueprint.route("/agreement/<id>/edit", methods=["GET", "POST"])
def change(id: str) -> Response:
    """Show the answers to an editor of the lead body, and save them."""
    try:
        agreement = answer.call("package_show", id=id)
        tasks = answer.call("datashare_task_list", id=agreement["id"])
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return answer.missing()
    if not tasks["may_edit"]:
        return answer.refused(
            tk.NotAuthorized(tk._("This agreement cannot be changed now, or not by you.")),
            agreement=agreement,
        )
    if tk.request.method == "GET":
        return page(agreement, agreement, {})
    data = posted.answers()
    pressed = form.press(data)
    if pressed is not None:
        return page(agreement, pressed.data, {}, extra=pressed.extra)
    try:
        answer.call("package_patch", **{**data, "id": agreement["id"]})
    except tk.ValidationError as error:
        return page(agreement, data, error.error_dict)
    except tk.NotAuthorized as error:
        return answer.refused(error, agreement=agreement)
    except SearchError:
        return page(agreement, data, {"": [answer.nothing_saved()]})
    tk.h.flash_success(tk._("Saved."))
    return tk.redirect_to("datashare_agreement.read", id=results.address(agreement))


def page(
    agreement: dict[str, Any],
    data: dict[str, Any],
    errors: dict[str, Any],
    *,
    extra: dict[str, int] | None = None,
    note: str = "",
    is_short: bool = False,
) -> Response:
    """Return the form with answers and what is wrong with them.

    :param is_short: ask only what an agreement signed elsewhere needs
    """
    is_draft = agreement["status"] == "draft"
    names = [
        name
        for name, known in definition.fields().items()
        if known.on_form and (is_draft or not known.material)
    ]
    if is_short:
        names = list(form.EXISTING_FIELDS)
    parts = form.EXISTING_PARTS if is_short else None
    groups = form.build(data, errors, names=names, parts=parts, extra=extra)
    shown = {
        "agreement": agreement,
        "groups": groups,
        "mistakes": form.mistakes(groups, errors),
        "note": note,
        "is_draft": is_draft,
        "action": tk.url_for("datashare_edit.change", id=agreement["id"]),
        "button": tk._("Save"),
    }
    return make_response(tk.render("datashare/agreement/edit.html", shown), 400 if errors else 200)
