"""/project: my bodies' projects, a new one outcome first, and each with its seven steps."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from ckanext.datashare.shared import answer, content_of, form, schemas
from flask import Blueprint, make_response

from .. import carrying, section_words
from ..domain.canvas import OUTCOME_FIRST
from ..domain.step import Outcome
from ..steps import OUTCOMES
from . import section_form
from .start import own_bodies

blueprint = answer.protect(Blueprint("igtemplates_project", __name__))
blueprint.before_request(answer.sign_in)

FIRST = (*OUTCOME_FIRST, "title", "summary", "owner_org", "partners")
MOST = 100
_PLACES = {"outcome": "field-outcome", "reason": "field-reason"}


@blueprint.get("/project")
def index() -> Response:
    """List the projects of the reader's bodies, the latest change first."""
    try:
        found = answer.call(
            "package_search",
            fq="+dataset_type:project",
            rows=MOST,
            sort="metadata_modified desc",
            include_private=True,
        )["results"]
    except SearchError:
        found = None
    rows = [answer.call("igtemplates_project_show", id=one["id"]) for one in found or []]
    extra = {"projects": rows, "search_away": found is None, "may_add": bool(own_bodies())}
    return make_response(tk.render("igtemplates/project/index.html", extra))


@blueprint.route("/project/new", methods=["GET", "POST"])
def new() -> Response:
    """Begin a project: who could do what differently comes before the data."""
    mine = own_bodies()
    if not mine:
        return answer.refused(
            tk.NotAuthorized(tk._("You are not an editor of any organisation on this site."))
        )
    if tk.request.method == "GET":
        return _form({}, {}, FIRST, mine=mine)
    data = section_form.posted("project", frozenset(FIRST))
    pressed = form.press(data, schema="project")
    if pressed is not None:
        return _form(pressed.data, {}, FIRST, mine=mine, extra=pressed.extra)
    if not str(data.get("outcome") or "").strip():
        words = tk._("Enter who could do what differently with better information.")
        return _form(data, {"outcome": [words]}, FIRST, mine=mine)
    try:
        made = answer.call("package_create", **data, type="project")
    except tk.ValidationError as error:
        return _form(data, error.error_dict, FIRST, mine=mine)
    except tk.NotAuthorized as error:
        return answer.refused(error)
    except SearchError:
        return _form(data, {"": [answer.nothing_saved()]}, FIRST, mine=mine)
    tk.h.flash_success(tk._("Saved. Only the organisations that take part see it."))
    return tk.redirect_to("igtemplates_project.read", id=made["id"])


@blueprint.get("/project/<id>")
def read(id: str) -> Response:
    """Show where a project stands and who decides next."""
    return _page(id, {}, {})


@blueprint.route("/project/<id>/edit", methods=["GET", "POST"])
def change(id: str) -> Response:
    """Show a project's answers to an editor of the lead, and save them."""
    project = _readable(id)
    if project is None:
        return answer.missing()
    if not project["may_edit"]:
        return answer.refused(tk.NotAuthorized(tk._("This needs an editor of the lead.")))
    names = tuple(
        name
        for name, known in schemas.fields("project").items()
        if known.on_form and name != "owner_org"
    )
    if tk.request.method == "GET":
        return _form(content_of(project["id"]), {}, names, project=project)
    data = section_form.posted("project", frozenset(names))
    pressed = form.press(data, schema="project")
    if pressed is not None:
        return _form(pressed.data, {}, names, project=project, extra=pressed.extra)
    try:
        answer.call("package_patch", id=project["id"], **data)
    except tk.ValidationError as error:
        return _form(data, error.error_dict, names, project=project)
    except tk.NotAuthorized as error:
        return answer.refused(error)
    except SearchError:
        return _form(data, {"": [answer.nothing_saved()]}, names, project=project)
    tk.h.flash_success(tk._("Saved."))
    return tk.redirect_to("igtemplates_project.read", id=project["id"])


@blueprint.post("/project/<id>/ask")
def ask(id: str) -> Response:
    """Ask those who decide the present step."""
    return _act(id, "igtemplates_project_ask", {}, tk._("They were told."))


@blueprint.post("/project/<id>/decide")
def decide(id: str) -> Response:
    """Record a decision about the present step."""
    names = ("step", "outcome", "reason")
    said = {name: tk.request.form.get(name, "") for name in names}
    return _act(id, "igtemplates_project_decide", said, tk._("The decision is recorded."))


@blueprint.post("/project/<id>/assess")
def assess(id: str) -> Response:
    """Begin the impact assessment of a project, filled with what the project says already."""
    project = _readable(id)
    if project is None:
        return answer.missing()
    try:
        made = answer.call("package_create", **carrying.assessment_of(content_of(project["id"])))
        answer.call("package_patch", id=project["id"], dpia=made["id"])
    except tk.ValidationError as error:
        return _page(id, error.error_dict, {})
    except tk.NotAuthorized as error:
        return answer.refused(error)
    except SearchError:
        return _page(id, {"": [answer.nothing_saved()]}, {})
    tk.h.flash_success(tk._("The assessment begins with what your project says already."))
    return tk.redirect_to("igtemplates_dpia.read", id=made["id"])


def _act(id: str, action: str, said: dict[str, Any], done: str) -> Response:
    try:
        answer.call(action, id=id, **said)
    except tk.ValidationError as error:
        return _page(id, error.error_dict, said)
    except tk.NotAuthorized as error:
        return answer.refused(error)
    except tk.ObjectNotFound:
        return answer.missing()
    tk.h.flash_success(done)
    return tk.redirect_to("igtemplates_project.read", id=id)


def _readable(id: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = answer.call("igtemplates_project_show", id=id)
    except tk.ObjectNotFound:
        return None
    return found


def _page(id: str, errors: dict[str, Any], said: dict[str, Any]) -> Response:
    project = _readable(id)
    if project is None:
        return answer.missing()
    extra = {
        "project": project,
        "content": content_of(project["id"]),
        "sections": section_words.sections("project", content_of(project["id"])),
        "said": said,
        "errors": errors,
        "outcomes": [(one.value, tk._(OUTCOMES[one])) for one in Outcome],
        "mistakes": section_words.mistakes(errors, _PLACES),
    }
    return make_response(tk.render("igtemplates/project/read.html", extra), 400 if errors else 200)


def _form(
    data: dict[str, Any],
    errors: dict[str, Any],
    names: tuple[str, ...],
    *,
    project: dict[str, Any] | None = None,
    mine: list[dict[str, str]] | None = None,
    extra: dict[str, int] | None = None,
) -> Response:
    """Return the form; the lead is chosen among one's own bodies, in a list of its own."""
    asked = [name for name in names if name != "owner_org"]
    groups = form.build(data, errors, schema="project", names=asked, extra=extra)
    rest = {name: value for name, value in errors.items() if name != "owner_org"}
    wrong = errors.get("owner_org", [])
    shown = {
        "groups": groups,
        "mistakes": [form.Mistake("#field-owner_org", text) for text in wrong]
        + form.mistakes(groups, rest),
        "project": project,
        "bodies": mine,
        "chosen_body": data.get("owner_org"),
        "owner_errors": wrong,
    }
    name = "change" if project else "new"
    return make_response(
        tk.render(f"igtemplates/project/{name}.html", shown), 400 if errors else 200
    )
