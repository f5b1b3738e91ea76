"""How much of what the law and the ICO ask for a text covers, and each gap in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .clause import MADE
from .condition import is_empty
from .requirement import Requirement, Standard
from .sharing_code import SHARING
from .standard import DPIA, JOINT, NOTICE, PROCESSOR
from .template import Template

Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """One element, whether it is covered, and the field to answer where it is not.

    ``field`` is empty where only the text of a clause can cover it.
    """

    element: Requirement
    covered: bool
    field: str = ""

    @property
    def sentence(self) -> str:
        """Return what is there, or what is missing."""
        return self.element.name if self.covered else self.element.gap


@dataclass(frozen=True, slots=True)
class Coverage:
    """One standard against one text."""

    standard: Standard
    lines: tuple[Line, ...]

    @property
    def count(self) -> int:
        """Return how many elements are covered."""
        return sum(line.covered for line in self.lines)

    @property
    def gaps(self) -> tuple[Line, ...]:
        """Return the elements that are not."""
        return tuple(line for line in self.lines if not line.covered)

    @property
    def fraction(self) -> str:
        """Return “17 of 19”."""
        return f"{self.count} of {len(self.lines)}"


def said_by(template: Template, answers: Answers, changed: Collection[str] = ()) -> frozenset[str]:
    """Return the elements that the clauses of a text are about, each clause with its answers.

    :param changed: clauses whose text was rewritten by hand; their slots are not asked for
    """
    needed = {question.field for question in template.questions if question.needed(answers)}
    said: dict[str, bool] = {}
    for clause in template.clauses:
        if not clause.element or not (clause.shown_if is None or clause.shown_if.holds(answers)):
            continue
        slots = clause.slots() - MADE
        empty = {slot for slot in slots if is_empty(answers.get(slot))}
        whole = clause.id in changed or not (empty & needed or (slots and empty == slots))
        said[clause.element] = said.get(clause.element, True) and whole
    return frozenset(element for element, whole in said.items() if whole)


def coverages(
    applies_to: str, answers: Answers, *, in_text: Collection[str]
) -> tuple[Coverage, ...]:
    """Return every standard that a kind of document is held against.

    :param applies_to: ``agreement``, ``dpia`` or ``notice``
    :param in_text: the elements that clauses of the text are about, see :func:`said_by`
    """
    return tuple(
        coverage(standard, answers, in_text=in_text) for standard in standards(applies_to, answers)
    )


def standards(applies_to: str, answers: Answers) -> tuple[Standard, ...]:
    """Return the standards for a kind of document and, of an agreement, for its parties' roles."""
    if applies_to == "dpia":
        return (DPIA,)
    if applies_to == "notice":
        return (NOTICE,)
    roles, kind = _roles(answers), answers.get("agreement_type")
    found = [SHARING]
    if "joint-controller" in roles or kind == "joint-controllers":
        found.append(JOINT)
    if "processor" in roles or kind == "processor-contract":
        found.append(PROCESSOR)
    return tuple(found)


def coverage(standard: Standard, answers: Answers, *, in_text: Collection[str]) -> Coverage:
    """Return which elements of one standard are covered; those that do not apply are left out."""
    return Coverage(
        standard,
        tuple(
            _line(element, answers, in_text)
            for element in standard.elements
            if _applies(element, answers)
        ),
    )


def _line(element: Requirement, answers: Answers, in_text: Collection[str]) -> Line:
    if element.by_text and element.id in in_text:
        return Line(element, True)
    for alternatives in element.needs:
        if all(is_empty(answers.get(field)) for field in alternatives):
            return Line(element, False, alternatives[0])
    return Line(element, bool(element.needs))


def _applies(element: Requirement, answers: Answers) -> bool:
    if element.only_if is None:
        return True
    field, values = element.only_if
    given = answers.get(field)
    held = given if isinstance(given, (list, tuple)) else [given]
    return any(value in held for value in values)


def _roles(answers: Answers) -> set[object]:
    rows = answers.get("parties")
    listed = rows if isinstance(rows, list) else []
    return {row.get("role") for row in listed if isinstance(row, Mapping)}
