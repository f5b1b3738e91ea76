"""The questions of one section, as a form: what is asked, what was posted, what it clears."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import form, schemas

from ..domain import progress
from ..domain.question import Question
from ..domain.template import Template


def asked(template: Template, section: str, answers: Mapping[str, Any]) -> list[Question]:
    """Return the questions that a section asks under these answers, one a field."""
    found: dict[str, Question] = {}
    for question in template.questions_of(section):
        if question.shown(answers):
            found.setdefault(question.field, question)
    return list(found.values())


def posted(type: str, section_fields: frozenset[str]) -> dict[str, Any]:
    """Return what was posted for these fields, and the buttons of their rows."""
    known = schemas.fields(type)
    found: dict[str, Any] = {}
    for name in tk.request.form:
        field, dash, _ = name.partition("-")
        is_row = bool(dash) and field in known and known[field].kind == "rows"
        button = name in (form.ADD, form.DELETE)
        if button or (field in section_fields and (is_row or not dash)):
            values = tk.request.form.getlist(name)
            found[name] = values if len(values) > 1 else values[0]
    return found


def merged(
    stored: Mapping[str, Any], given: Mapping[str, Any], *, type: str, asks: frozenset[str]
) -> dict[str, Any]:
    """Return the stored answers with those given now, as conditions read them."""
    known = schemas.fields(type)
    found = dict(stored)
    for name in asks:
        if name in known and known[name].kind == "rows":
            found[name] = form.rows(given, known[name])
        elif name in given:
            value = given[name]
            if isinstance(value, list):
                value = [item for item in value if item]
            elif known[name].kind == "choices":
                value = [value] if value else []
            found[name] = value
    return found


def cleared(template: Template, answers: Mapping[str, Any], *, type: str) -> list[Question]:
    """Return the questions whose answers nothing asks for any more; a title and a lead stay."""
    kept = {"title", "owner_org"}
    return [
        question
        for question in progress.out_of_reach(template, answers)
        if question.field not in kept and question.field in schemas.fields(type)
    ]


def emptied(questions: list[Question], *, type: str) -> dict[str, Any]:
    """Return what takes the answers to these questions out, as dataset actions read it."""
    known = schemas.fields(type)
    return {q.field: [] if known[q.field].kind == "rows" else "" for q in questions}


def build(
    questions: list[Question],
    data: Mapping[str, Any],
    errors: Mapping[str, Any],
    *,
    type: str,
    needed: Collection[str],
    extra: Mapping[str, int] | None = None,
) -> tuple[list[form.Question], list[form.Mistake]]:
    """Return the questions as the form shows them, in the template's words, and the mistakes.

    :param needed: the fields that are not optional
    """
    names = [question.field for question in questions]
    groups = form.build(data, errors, schema=type, names=names, extra=extra)
    fields = {shown.name: shown for group in groups for shown in group.questions}
    shown = [
        replace(
            fields[question.field],
            label=tk._(question.text),
            help=tk._(question.help) if question.help else fields[question.field].help,
            example=tk._(question.example) if question.example else fields[question.field].example,
            optional=question.field not in needed,
        )
        for question in questions
        if question.field in fields
    ]
    return shown, form.mistakes(groups, errors)


def token(content: Mapping[str, Any], fields: frozenset[str]) -> str:
    """Return a mark of the stored answers, by which a form sees that someone saved meanwhile."""
    stored = {name: content.get(name) for name in sorted(fields) if content.get(name)}
    text = json.dumps(stored, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
