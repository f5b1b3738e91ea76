"""/dpia/<id>: the risks of a project to people, what is open, the advice, the signature."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from ckanext.datashare.shared import answer, content_of
from flask import Blueprint, make_response

from .. import section_words

blueprint = answer.protect(Blueprint("igtemplates_dpia", __name__))
blueprint.before_request(answer.sign_in)

MOST = 100
# Each act of the page: the action, what its form posts, and what is said when it is done.
ACTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "submit": ("submit", ("to",), "Sent."),
    "advise": ("advise", ("text",), "The advice is recorded."),
    "settle": ("settle", ("kind", "text"), "Recorded."),
    "consult": ("consult", ("stage", "text"), "Recorded."),
    "return": ("return", ("text",), "Returned."),
    "sign": ("sign", ("text",), "Signed."),
}


@blueprint.get("/dpia/<id>")
def read(id: str) -> Response:
    """Show an assessment: open questions, risks, advice, and what the reader may do."""
    return _page(id, {}, {})


@blueprint.post("/dpia/<id>/<any(submit, advise, settle, consult, return, sign):act>")
def act(id: str, act: str) -> Response:
    """Do one of the acts of the page."""
    action, names, done = ACTS[act]
    said = {name: tk.request.form.get(name, "") for name in names}
    try:
        answer.call(f"igtemplates_dpia_{action}", id=id, **said)
    except tk.ValidationError as error:
        return _page(id, error.error_dict, {**said, "act": act})
    except tk.NotAuthorized as error:
        return answer.refused(error)
    except tk.ObjectNotFound:
        return answer.missing()
    tk.h.flash_success(tk._(done))
    return tk.redirect_to("igtemplates_dpia.read", id=id)


@blueprint.post("/dpia/<id>/carry")
def carry(id: str) -> Response:
    """Carry the answers over into a draft of the reader's."""
    agreement = tk.request.form.get("agreement", "")
    try:
        told = answer.call("igtemplates_dpia_flow", id=id, agreement=agreement)
    except tk.ValidationError as error:
        return _page(id, error.error_dict, {"agreement": agreement})
    except tk.NotAuthorized as error:
        return answer.refused(error)
    except tk.ObjectNotFound:
        return answer.missing()
    except SearchError:
        return _page(id, {"": [answer.nothing_saved()]}, {"agreement": agreement})
    names = ", ".join(one["label"] for one in told["carried"])
    if names:
        tk.h.flash_success(tk._("Filled from the assessment: {names}.").format(names=names))
    else:
        tk.h.flash_notice(tk._("Nothing was filled: the agreement has its own answers."))
    return tk.redirect_to("datashare_agreement.read", id=told["agreement"])


def _page(id: str, errors: dict[str, Any], said: dict[str, Any]) -> Response:
    try:
        assessment = answer.call("igtemplates_dpia_show", id=id)
    except tk.ObjectNotFound:
        return answer.missing()
    content = content_of(assessment["id"])
    extra = {
        "dpia": assessment,
        "content": content,
        "sections": section_words.sections("dpia", content),
        "said": said,
        "errors": errors,
        "mistakes": section_words.mistakes(errors, _places(said)),
        "drafts": _drafts(),
    }
    return make_response(tk.render("igtemplates/dpia/read.html", extra), 400 if errors else 200)


def _places(said: dict[str, Any]) -> dict[str, str]:
    """Return the ids of the fields of the form that was posted."""
    act = "guard" if said.get("kind") == "caldicott_view" else said.get("act")
    return {"text": f"field-{act}-text", "kind": "field-kind-accepted"} if act else {}


def _drafts() -> list[dict[str, str]]:
    """Return the drafts that the reader writes, to carry answers into."""
    mine = {
        body["id"]
        for body in answer.call("organization_list_for_user", permission="create_dataset")
    }
    if not mine:
        return []
    try:
        found = answer.call(
            "package_search",
            fq="+dataset_type:agreement +ds_status:draft",
            rows=MOST,
            include_private=True,
        )["results"]
    except SearchError:
        return []
    return [
        {"id": one["id"], "title": one["title"]} for one in found if one.get("owner_org") in mine
    ]
