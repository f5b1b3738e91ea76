"""/template: the library, and each of its templates."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.datashare.shared import answer
from flask import Blueprint, make_response

from .. import approving, template_page
from ..template_type import PREFIX

blueprint = answer.protect(Blueprint("igtemplates_template", __name__))


@blueprint.get("/template")
@blueprint.get("/template/")
def index() -> str:
    """List the templates by what they are for."""
    rows = answer.call("igtemplates_template_list")
    return str(tk.render("igtemplates/template/index.html", {"groups": template_page.groups(rows)}))


@blueprint.get("/template/<id>")
def read(id: str) -> str | Response:
    """Show a template: when to use it, who approves it, its clauses and questions."""
    if id.startswith(PREFIX):
        return tk.redirect_to("igtemplates_template.read", id=id.removeprefix(PREFIX))
    version = tk.request.args.get("version")
    try:
        template = answer.call("igtemplates_template_show", id=id, version=version)
        approvals = answer.call("igtemplates_approval_list", id=id, version=template["version"])
    except (tk.ObjectNotFound, tk.ValidationError):
        return answer.missing()
    extra: dict[str, Any] = {
        "template": template,
        "approvals": [row for row in approvals if row["stands"]],
        "expired": [row for row in approvals if not row["stands"]],
        "sections": template_page.sections(template),
        "clauses": template_page.clauses(template),
        "is_current": template["version"] == template["versions"][0]["version"],
        "may_approve": bool(approving.places({"user": tk.current_user.name})),
        "mine": template_page.mine(approvals, approving.places({"user": tk.current_user.name})),
    }
    return str(tk.render("igtemplates/template/read.html", extra))


@blueprint.get("/template/<id>/download")
def download(id: str) -> Response:
    """Give a version as the file it came in."""
    try:
        found = answer.call(
            "igtemplates_template_export", id=id, version=tk.request.args.get("version")
        )
    except (tk.ObjectNotFound, tk.ValidationError):
        return answer.missing()
    response = make_response(found["text"])
    response.headers["Content-Type"] = "application/yaml; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{found["filename"]}"'
    return response


@blueprint.get("/template/<id>/compare")
def compare(id: str) -> str | Response:
    """Show what changed between two versions, by default from the first to the current one."""
    try:
        found = answer.call(
            "igtemplates_template_compare",
            id=id,
            before=tk.request.args.get("before") or "1",
            after=tk.request.args.get("after"),
        )
    except (tk.ObjectNotFound, tk.ValidationError):
        return answer.missing()
    return str(tk.render("igtemplates/template/compare.html", {"found": found}))
