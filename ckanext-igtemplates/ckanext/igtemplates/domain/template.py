"""A template: one version of approved clauses and the questions that fill them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from . import shape
from .clause import MADE, Clause
from .condition import Condition
from .fact import FACTS
from .question import Question, optional
from .reach import unreachable
from .shape import TemplateRefused, refuse

__all__ = ["Refusal", "Section", "Template", "TemplateRefused"]

KINDS = ("many_parties", "one_way", "condensed", "dpia", "privacy_notice")
APPLIES_TO = ("agreement", "dpia", "notice")
MOST_SECTIONS = 40
MOST_QUESTIONS = 300
MOST_CLAUSES = 200
_VERSION = re.compile(r"[1-9][0-9]{0,4}")
_KEYS = (
    "id",
    "version",
    "kind",
    "title",
    "summary",
    "applies_to",
    "use_when",
    "applies_when",
    "refused_when",
    "sections",
    "questions",
    "clauses",
    "language",
    "licence",
    "source",
)


@dataclass(frozen=True, slots=True)
class Section:
    """A page of questions."""

    id: str
    title: str
    intro: str = ""

    @classmethod
    def read(cls, data: object, place: str) -> Section:
        """Return the section that ``data`` says."""
        row = shape.mapping(data, place, known=("id", "title", "intro"))
        return cls(
            id=shape.identifier(row.get("id"), f"{place}.id"),
            title=shape.line(row.get("title"), f"{place}.title", needed=True),
            intro=shape.text(row.get("intro"), f"{place}.intro"),
        )

    def as_data(self) -> dict[str, object]:
        """Return the section as data."""
        said = {"id": self.id, "title": self.title, "intro": self.intro}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Refusal:
    """When the template may not be used, and why. ``condition`` asks answers and facts alike."""

    condition: Condition
    reason: str

    @classmethod
    def read(cls, data: object, place: str) -> Refusal:
        """Return the refusal that ``data`` says."""
        row = shape.mapping(data, place, known=("condition", "reason"))
        return cls(
            condition=Condition.read(row.get("condition"), f"{place}.condition"),
            reason=shape.line(row.get("reason"), f"{place}.reason", needed=True),
        )

    def as_data(self) -> dict[str, object]:
        """Return the refusal as data."""
        return {"condition": self.condition.as_data(), "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a template. ``version`` is a whole number, written as text."""

    id: str
    version: str
    kind: str
    title: str
    summary: str
    applies_to: str
    use_when: tuple[str, ...]
    applies_when: Condition | None
    refused_when: tuple[Refusal, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    clauses: tuple[Clause, ...]
    language: str
    licence: str
    source: str

    @classmethod
    def read(cls, data: object, *, fields: Collection[str] | None = None) -> Template:
        """Return the template that ``data`` says, checked as a whole.

        :param fields: the fields of the dataset it fills; None where they are not known
        :raises TemplateRefused: naming the place that is wrong
        """
        found = cls.restored(data)
        _check(found, fields)
        return found

    @classmethod
    def restored(cls, data: object) -> Template:
        """Return the template that :meth:`as_data` gave, which was checked when it was read.

        :raises TemplateRefused: where a part alone is wrong
        """
        row = shape.mapping(data, "template", known=_KEYS)
        return cls(
            id=shape.identifier(row.get("id"), "id"),
            version=_version(row.get("version")),
            kind=_one_of(row.get("kind"), "kind", KINDS),
            title=shape.line(row.get("title"), "title", needed=True, longest=200),
            summary=shape.text(row.get("summary"), "summary", needed=True, longest=2000),
            applies_to=_one_of(row.get("applies_to"), "applies_to", APPLIES_TO),
            use_when=shape.listed(row.get("use_when"), "use_when", _said, most=20),
            applies_when=optional(row.get("applies_when"), "applies_when"),
            refused_when=shape.listed(
                row.get("refused_when"), "refused_when", Refusal.read, most=40
            ),
            sections=shape.listed(
                row.get("sections"), "sections", Section.read, most=MOST_SECTIONS
            ),
            questions=shape.listed(
                row.get("questions"), "questions", Question.read, most=MOST_QUESTIONS
            ),
            clauses=shape.listed(row.get("clauses"), "clauses", Clause.read, most=MOST_CLAUSES),
            language=shape.line(row.get("language"), "language", needed=True, longest=20),
            licence=shape.line(row.get("licence"), "licence", needed=True),
            source=shape.text(row.get("source"), "source", longest=2000),
        )

    def as_data(self) -> dict[str, object]:
        """Return the template as data, from which :meth:`read` makes the same template."""
        return {
            "id": self.id,
            "version": self.version,
            "kind": self.kind,
            "title": self.title,
            "summary": self.summary,
            "applies_to": self.applies_to,
            "use_when": list(self.use_when),
            "applies_when": self.applies_when.as_data() if self.applies_when else None,
            "refused_when": [one.as_data() for one in self.refused_when],
            "sections": [one.as_data() for one in self.sections],
            "questions": [one.as_data() for one in self.questions],
            "clauses": [one.as_data() for one in self.clauses],
            "language": self.language,
            "licence": self.licence,
            "source": self.source,
        }

    def question(self, key: str) -> Question | None:
        """Return the question of this id."""
        return next((one for one in self.questions if one.id == key), None)

    def section(self, key: str) -> Section | None:
        """Return the section of this id."""
        return next((one for one in self.sections if one.id == key), None)

    def clause(self, key: str) -> Clause | None:
        """Return the clause of this id."""
        return next((one for one in self.clauses if one.id == key), None)

    def questions_of(self, section: str) -> tuple[Question, ...]:
        """Return the questions of a section, in order."""
        return tuple(one for one in self.questions if one.section == section)

    def refusals(self, answers: Mapping[str, object]) -> tuple[Refusal, ...]:
        """Return why it may not be used, given answers and facts (``fact.facts_of``)."""
        return tuple(one for one in self.refused_when if one.condition.holds(answers))


def _check(found: Template, fields: Collection[str] | None) -> None:
    """Refuse what no part can see alone."""
    shape.different([one.id for one in found.sections], "sections")
    shape.different([one.id for one in found.questions], "questions")
    shape.different([one.id for one in found.clauses], "clauses")
    if not found.questions and not found.clauses:
        refuse("template", "a template has questions or clauses")
    asked = {one.field for one in found.questions}
    known = asked if fields is None else frozenset(fields)
    sections = {one.id for one in found.sections}
    for number, question in enumerate(found.questions, start=1):
        place = f"questions[{number}] ({question.id})"
        if question.section not in sections:
            refuse(f"{place}.section", f"there is no section “{question.section}”")
        if question.field not in known:
            refuse(f"{place}.field", f"there is no field “{question.field}”")
        for condition in (question.shown_if, question.required_if):
            _asked(condition, place, asked)
    for number, clause in enumerate(found.clauses, start=1):
        place = f"clauses[{number}] ({clause.id})"
        for name in sorted((clause.slots() | set(clause.fields)) - MADE):
            if name not in known:
                refuse(place, f"there is no field “{name}”")
        _asked(clause.shown_if, place, asked or known)
    _asked(found.applies_when, "applies_when", FACTS)
    for number, refusal in enumerate(found.refused_when, start=1):
        _asked(refusal.condition, f"refused_when[{number}]", asked | FACTS)
    for key in unreachable(found.questions):
        refuse(f"questions ({key})", "no answers lead to this question")


def _asked(condition: Condition | None, place: str, known: Collection[str]) -> None:
    for name in sorted(condition.fields()) if condition is not None else ():
        if name not in known:
            refuse(place, f"the condition asks about “{name}”, which no question fills")


def _version(data: object) -> str:
    said = str(data) if isinstance(data, int) and not isinstance(data, bool) else data
    if not isinstance(said, str) or not _VERSION.fullmatch(said):
        refuse("version", "a version is a whole number from 1")
    return said


def _one_of(data: object, place: str, known: tuple[str, ...]) -> str:
    if not isinstance(data, str) or data not in known:
        refuse(place, f"choose one of {', '.join(known)}")
    return data


def _said(data: object, place: str) -> str:
    return shape.line(data, place, needed=True)
