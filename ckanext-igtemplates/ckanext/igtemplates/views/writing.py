"""/agreement/<id>/write: the task list, and one page a section of what a template asks."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from ckan.types import Response
from ckanext.datashare.shared import answer, content_of, form
from flask import Blueprint, make_response

from .. import written
from ..domain import progress
from . import section_form

blueprint = answer.protect(Blueprint("igtemplates_writing", __name__))
blueprint.before_request(answer.sign_in)

KINDS = "<any(agreement, dpia):kind>"


@blueprint.get(f"/{KINDS}/<id>/write")
def tasks(kind: str, id: str) -> Response:
    """Show what is left: each section with its mark, the next one first."""
    found = opened(kind, id)
    if isinstance(found, Response):
        return found
    package, text = found
    shown = answer.call("igtemplates_writing_show", id=package["id"])
    return page("tasks", package, text, writing=shown, clauses=clauses(text))


@blueprint.route(f"/{KINDS}/<id>/write/section/<section>", methods=["GET", "POST"])
def section(kind: str, id: str, section: str) -> Response:
    """Ask the questions of one section; save the answers, complete or not."""
    found = opened(kind, id)
    if isinstance(found, Response):
        return found
    package, text = found
    place = text.template.section(section)
    if place is None:
        return answer.missing()
    questions = section_form.asked(text.template, section, text.content)
    if not questions:
        return tk.redirect_to("igtemplates_writing.tasks", kind=kind, id=package["id"])
    asking = Asking(package, text, section, questions)
    return asking.show(package, {}) if tk.request.method == "GET" else asking.take()


class Asking:
    """One section of one text, asked and answered."""

    def __init__(
        self, package: dict[str, Any], text: written.Written, section: str, questions: list[Any]
    ) -> None:
        self.package, self.text, self.section = package, text, section
        self.questions = questions
        self.fields = frozenset(question.field for question in questions)
        self.token = section_form.token(text.content, self.fields)

    def take(self) -> Response:
        """Save what was posted, and go on."""
        type = self.package["type"]
        given = section_form.posted(type, self.fields)
        pressed = form.press(given, schema=type)
        if pressed is not None:
            return self.show(pressed.data, {}, extra=pressed.extra)
        if tk.request.form.get("seen", "") != self.token:
            return self.show(given, {}, stale=True)
        answers = section_form.merged(self.text.content, given, type=type, asks=self.fields)
        gone = section_form.cleared(self.text.template, answers, type=type)
        taken_out = section_form.emptied(gone, type=type)
        given = {
            name: value for name, value in given.items() if name.split("-", 1)[0] not in taken_out
        }
        try:
            answer.call("package_patch", id=self.package["id"], **given, **taken_out)
        except tk.ValidationError as error:
            return self.show(given, error.error_dict)
        except tk.NotAuthorized as error:
            return refused(error, self.package)
        except SearchError:
            return self.show(given, {"": [answer.nothing_saved()]})
        return self._after([question.text for question in gone])

    def _after(self, gone: list[str]) -> Response:
        for text in gone:
            words = tk._("Taken out, because your other answers no longer ask for it: “{text}”")
            tk.h.flash_notice(words.format(text=text))
        tk.h.flash_success(tk._("Saved."))
        where = {"kind": self.package["type"], "id": self.package["id"]}
        if tk.request.form.get("go") == "later":
            return tk.redirect_to("igtemplates_writing.tasks", **where)
        now = written.of(content_of(self.package["id"]), type=self.package["type"]) or self.text
        asks = section_form.asked(now.template, self.section, now.content)
        more = [question for question in asks if question.field not in self.fields]
        if more:
            tk.h.flash_notice(tk._("Your answers brought up more questions on this page."))
            return tk.redirect_to(
                "igtemplates_writing.section",
                section=self.section,
                _anchor=f"field-{more[0].field}",
                **where,
            )
        step = progress.following(now.steps, self.section)
        if step is None:
            return tk.redirect_to("igtemplates_check.read", **where)
        return tk.redirect_to("igtemplates_writing.section", section=step.section.id, **where)

    def show(
        self,
        data: dict[str, Any],
        errors: dict[str, Any],
        *,
        extra: dict[str, int] | None = None,
        stale: bool = False,
    ) -> Response:
        """Return the form, with the answers as they were typed."""
        type = self.package["type"]
        needed = {one.field for one in self.questions if self.text.is_needed(one)}
        shown, mistakes = section_form.build(
            self.questions, data, errors, type=type, needed=needed, extra=extra
        )
        if stale:
            words = tk._(
                "Someone else saved this section while you were writing. Your answers are still "
                "below, and theirs beside them. Save again to keep yours."
            )
            mistakes = [form.Mistake("#saved-meanwhile", words), *mistakes]
        ids = [step.section.id for step in self.text.steps if step.is_open]
        extra_words = {
            "section": self.text.template.section(self.section),
            "questions": shown,
            "mistakes": mistakes,
            "seen": self.token,
            "stale": stale,
            "number": ids.index(self.section) + 1 if self.section in ids else 0,
            "count": len(ids),
            "stored": self.package,
            "clauses": self.text.clauses_of(self.fields),
        }
        return page(
            "section", self.package, self.text, status=400 if mistakes else 200, **extra_words
        )


def opened(kind: str, id: str) -> tuple[dict[str, Any], written.Written] | Response:
    """Return a text that the reader may write on, or the answer that says why not."""
    try:
        package = answer.call("package_show", id=id)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return answer.missing()
    if package["type"] != kind:
        return answer.missing()
    text = written.of(content_of(package["id"]), type=kind)
    if text is None:
        return answer.missing()
    refusal = _closed(package)
    return refused(refusal, package) if refusal else (package, text)


def refused(reason: Exception | str, package: dict[str, Any]) -> Response:
    """Return the answer for someone who may read the dataset but not write it."""
    error = reason if isinstance(reason, Exception) else tk.NotAuthorized(reason)
    return answer.refused(error, agreement=package if package["type"] == "agreement" else None)


def _closed(package: dict[str, Any]) -> str:
    """Return why the reader may not write here now; nothing where they may."""
    try:
        tk.check_access("package_update", {"user": tk.current_user.name}, {"id": package["id"]})
    except tk.NotAuthorized:
        return str(tk._("Only the lead organisation's editors write here."))
    if package["type"] == "agreement" and package["status"] != "draft":
        return str(tk._("This agreement is no longer a draft, so its text cannot be changed."))
    return ""


def clauses(text: written.Written) -> list[dict[str, Any]]:
    """Return the clauses of the text whose words may be changed, and whether they were."""
    changed = {one.clause for one in text.report.deviations}
    return [
        {"id": clause.id, "heading": clause.heading, "changed": clause.id in changed}
        for clause in text.template.clauses
        if clause.may_change and (clause.shown_if is None or clause.shown_if.holds(text.content))
    ]


def page(
    name: str,
    package: dict[str, Any],
    text: written.Written,
    *,
    status: int = 200,
    **extra: Any,
) -> Response:
    """Return a page of guided writing."""
    shown = {"dataset": package, "kind": package["type"], "template": text.template, **extra}
    return make_response(tk.render(f"igtemplates/writing/{name}.html", shown), status)
