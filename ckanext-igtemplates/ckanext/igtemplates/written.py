"""A dataset that is written by a template: how far it is, and what stands in its way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.interfaces import Problems
from ckanext.datashare.shared import schemas

from . import library, words
from .domain import completeness, deviation, progress, screening
from .domain.clause import Clause
from .domain.completeness import Coverage
from .domain.condition import Condition, is_empty
from .domain.fact import facts_of
from .domain.filling import FilledClause, fill
from .domain.question import Question
from .domain.template import Template

FIXED = ("template", "template_version")


@dataclass(frozen=True, slots=True)
class Written:
    """Stored content (decoded) and the version of the template it is written by."""

    content: Mapping[str, Any]
    template: Template

    @property
    def steps(self) -> tuple[progress.Step, ...]:
        """Return the sections, each with its mark."""
        return progress.steps(self.template, self.content, owed=self.owed)

    @property
    def owed(self) -> frozenset[str]:
        """Return the fields that the register itself needs under these answers."""
        if self.template.applies_to != "agreement":
            return frozenset()
        known = schemas.fields("agreement").values()
        return frozenset(field.name for field in known if _needs(field, self.content))

    def is_needed(self, question: Question) -> bool:
        """Return whether a question has to be answered, for the template or the register."""
        return question.needed(self.content) or question.field in self.owed

    @property
    def report(self) -> deviation.Report:
        """Return how the text differs from the approved one."""
        rows = rows_of(self.content)
        said = self.words if rows else {}
        return deviation.report(self.template, rows, self.content, words=said)

    @property
    def words(self) -> dict[str, str]:
        """Return the answers in words, by field."""
        return words.words(self.content, _schema(self.template.applies_to))

    @property
    def coverages(self) -> tuple[Coverage, ...]:
        """Return each standard that this kind of document is held against."""
        changed = [one.clause for one in self.report.deviations]
        in_text = completeness.said_by(self.template, self.content, changed)
        return completeness.coverages(self.template.applies_to, self.content, in_text=in_text)

    @property
    def refusals(self) -> tuple[str, ...]:
        """Return why this template may not be used for these answers."""
        facts = facts_of(self.content)
        if screening.assess(screening.facts_in(self.content)).needed:
            facts.update(dpia_needed="yes", low_risk="no")
        known = {**facts, **self.content}
        return tuple(refusal.reason for refusal in self.template.refusals(known))

    def clauses_of(self, fields: Collection[str]) -> tuple[FilledClause, ...]:
        """Return the clauses that answers to these fields go into, as they read now."""
        ids = {clause.id for clause in self.template.clauses if clause.slots() & set(fields)}
        edits = {
            str(row.get("clause")): str(row.get("change") or "") for row in rows_of(self.content)
        }
        said = self.words if ids else {}
        filled = fill(self.template, said, edits, answers=self.content)
        return tuple(clause for clause in filled if clause.id in ids)

    def fixed_part(self, clause: Clause) -> tuple[str, ...]:
        """Return the paragraphs before the part of a clause that may be changed, as they read."""
        if not clause.editable:
            return ()
        alone = replace(self.template, clauses=(replace(clause, editable="", shown_if=None),))
        (filled,) = fill(alone, self.words, {}, answers=self.content)
        return filled.paragraphs

    def problems(self) -> Problems:
        """Return what has to be done before anyone reviews it, by field."""
        found: Problems = {}

        def add(field: str, sentence: str) -> None:
            found.setdefault(field, []).append(sentence)

        for question in progress.missing(self.template, self.content):
            if question.field not in self.owed:
                words = tk._("Enter an answer for “{text}”.")
                add(question.field, words.format(text=question.text))
        for question in progress.out_of_reach(self.template, self.content):
            words = tk._("Take out the answer to “{text}”: the other answers no longer ask for it.")
            add(question.field, words.format(text=question.text))
        for reason in self.refusals:
            add("template", tk._(reason))
        for one in self.report.without_reason:
            words = tk._("Say why “{heading}” differs from the approved text.")
            add("deviations", words.format(heading=one.heading))
        return found

    def section_of(self, field: str) -> str:
        """Return the id of the section that asks for a field now, empty where none does."""
        return next(
            (q.section for q in self.template.questions if q.field == field and self._asks(q)), ""
        )

    def _asks(self, question: Question) -> bool:
        return question.shown(self.content)


def of(content: Mapping[str, Any], *, type: str) -> Written | None:
    """Return what is written by a template that is known here; None for any other dataset.

    :param content: decoded: lists as lists, rows as lists of dictionaries
    :param type: the dataset type, which the template must be for
    """
    id, version = content.get("template"), content.get("template_version")
    if not id:
        return None
    try:
        template = library.get(str(id), str(version) if version else None)
    except LookupError:
        return None
    return Written(content, template) if template.applies_to == type else None


def refused(before: Mapping[str, Any], after: Mapping[str, Any], *, type: str) -> Problems:
    """Return why content may not be as it is in ``after``, by field; ``before`` may be empty."""
    problems: Problems = {}
    for name in FIXED:
        if before.get("template") and before.get(name) != after.get(name):
            problems[name] = [tk._("What is begun with one template stays with its version.")]
    if problems or not after.get("template"):
        return problems
    found = of(after, type=type)
    if found is None:
        return {"template": [tk._("There is no such template here.")]}
    for clause in found.report.refused:
        sentence = tk._("The text of “{clause}” is fixed: nothing in it can be changed.")
        problems.setdefault("deviations", []).append(sentence.format(clause=clause[:60]))
    return problems


def unready(content: Mapping[str, Any], *, type: str) -> Problems:
    """Return what has to be done before anyone reviews it, by field."""
    found = of(content, type=type)
    return found.problems() if found is not None else {}


def rows_of(content: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the changes of a text, as stored."""
    rows = content.get("deviations")
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _schema(applies_to: str) -> str:
    """Return the schema of the dataset that is written; a notice is filled from an agreement."""
    return "dpia" if applies_to == "dpia" else "agreement"


def _needs(field: schemas.definition.Field, content: Mapping[str, Any]) -> bool:
    """Whether the register needs a field, whatever a template says."""
    unless, condition = (field.definition.get(f"required_{word}") for word in ("unless", "if"))
    if unless and content.get(unless):
        return False
    if field.definition.get("required_for"):
        return True
    if not condition:
        return False
    if condition["holds"] == "any":
        return not is_empty(content.get(condition["field"]))
    return Condition.read(condition).holds(content)
