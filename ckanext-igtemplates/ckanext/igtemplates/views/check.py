"""/agreement/<id>/write/check: every answer, what the law still asks, what differs; then review."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from ckanext.datashare.shared import answer, form, schemas
from flask import Blueprint

from .. import written
from ..domain.progress import missing
from . import section_form, writing

blueprint = answer.protect(Blueprint("igtemplates_check", __name__))
blueprint.before_request(answer.sign_in)


@blueprint.get(f"/{writing.KINDS}/<id>/write/check")
def read(kind: str, id: str) -> Response:
    """Show all answers with a way to change each, the gaps by name, and the changed clauses."""
    found = writing.opened(kind, id)
    if isinstance(found, Response):
        return found
    package, text = found
    return _page(package, text, {})


@blueprint.post("/agreement/<id>/write/submit")
def submit(id: str) -> Response:
    """Send an agreement for review."""
    found = writing.opened("agreement", id)
    if isinstance(found, Response):
        return found
    package, text = found
    try:
        answer.call("datashare_agreement_submit", id=package["id"])
    except tk.ValidationError as error:
        return _page(package, text, error.error_dict)
    except tk.NotAuthorized as error:
        return writing.refused(error, package)
    except SearchError:
        return _page(package, text, {"": [answer.nothing_saved()]})
    tk.h.flash_success(tk._("Sent for review."))
    return tk.redirect_to("datashare_agreement.read", id=package["id"])


def _page(package: dict[str, Any], text: written.Written, errors: dict[str, Any]) -> Response:
    shown = answer.call("igtemplates_writing_show", id=package["id"])
    gaps = problems(package, text, shown)
    mistakes = [
        form.Mistake(_where(text, package, field), words)
        for field, sentences in errors.items()
        for words in (sentences if isinstance(sentences, list) else [sentences])
        if isinstance(words, str)
    ]
    return writing.page(
        "check",
        package,
        text,
        status=400 if mistakes else 200,
        writing=shown,
        gaps=gaps,
        mistakes=mistakes,
        sections=_answers(package, text),
        clauses=writing.clauses(text),
    )


def problems(
    package: dict[str, Any], text: written.Written, shown: dict[str, Any]
) -> list[dict[str, str]]:
    """Return what keeps a text from review, each with the page that mends it."""
    if package["type"] == "agreement":
        by_field = answer.call("datashare_task_list", id=package["id"])["gaps"]
    else:
        by_field = shown["problems"]
    owed = {
        question.field: question
        for question in missing(text.template, text.content, owed=text.owed)
    }
    words = tk._("Enter an answer for “{text}”.")
    return [
        {"sentence": sentence, "url": _where(text, package, field)}
        for field, sentences in by_field.items()
        for sentence in (
            [words.format(text=owed[field].text)] if field in owed else dict.fromkeys(sentences)
        )
    ]


def _where(text: written.Written, package: dict[str, Any], field: str) -> str:
    """Return the address where a field is answered: its question, its clause, or the whole form."""
    here = {"kind": package["type"], "id": package["id"]}
    section = text.section_of(field)
    if section:
        return str(
            tk.url_for(
                "igtemplates_writing.section", section=section, _anchor=f"field-{field}", **here
            )
        )
    if field == "deviations":
        return "#changes"
    known = schemas.fields(package["type"]).get(field)
    if package["type"] == "agreement" and known is not None and known.on_form:
        return str(tk.url_for("datashare_edit.change", id=package["id"], _anchor=f"field-{field}"))
    return ""


def _answers(package: dict[str, Any], text: written.Written) -> list[dict[str, Any]]:
    """Return the answers by section, as the page shows them."""
    known = schemas.fields(package["type"])
    return [
        {
            "id": step.section.id,
            "title": step.section.title,
            "lines": [
                {
                    "text": question.text,
                    "field": known[question.field],
                    "value": package.get(question.field),
                    "is_needed": text.is_needed(question),
                }
                for question in section_form.asked(text.template, step.section.id, text.content)
                if question.field in known
            ],
        }
        for step in text.steps
        if step.shown
    ]
