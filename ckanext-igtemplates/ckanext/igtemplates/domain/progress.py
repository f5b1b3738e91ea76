"""How far an answered template has come: section by section, and what no longer belongs in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from .condition import is_empty
from .question import Question
from .template import Section, Template

Answers = Mapping[str, object]


class Mark(str, Enum):
    """Where a section stands."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANNOT_START = "cannot_start"  # earlier answers decide first whether it asks anything
    NOT_NEEDED = "not_needed"  # the answers leave nothing to ask in it


@dataclass(frozen=True, slots=True)
class Step:
    """A section as the task list shows it.

    ``missing`` are the questions that still need an answer; ``waits_for`` the titles of the
    sections whose answers decide whether this one can start.
    """

    section: Section
    mark: Mark
    shown: tuple[Question, ...]
    answered: int
    missing: tuple[Question, ...]
    waits_for: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Return whether someone can work on it."""
        return self.mark not in (Mark.CANNOT_START, Mark.NOT_NEEDED)


def steps(template: Template, answers: Answers, *, owed: Collection[str] = ()) -> tuple[Step, ...]:
    """Return every section of the template in order, with its mark under these answers.

    :param owed: fields that need an answer whatever the template says, where it asks for them
    """
    by_section: dict[str, list[Question]] = {section.id: [] for section in template.sections}
    for question in template.questions:
        by_section[question.section].append(question)
    return tuple(
        _step(template, section, by_section[section.id], answers, owed)
        for section in template.sections
    )


def missing(
    template: Template, answers: Answers, *, owed: Collection[str] = ()
) -> tuple[Question, ...]:
    """Return the questions that need an answer and have none, in the order of the template."""
    return tuple(q for q in template.questions if _lacks(q, answers, owed))


def following(found: tuple[Step, ...], section: str = "") -> Step | None:
    """Return the next section to work on: after ``section`` first, then from the start."""
    ids = [step.section.id for step in found]
    place = ids.index(section) + 1 if section in ids else 0
    ordered = [*found[place:], *found[:place]]
    return next(
        (s for s in ordered if s.is_open and s.mark is not Mark.DONE and s.section.id != section),
        None,
    )


def out_of_reach(template: Template, answers: Answers) -> tuple[Question, ...]:
    """Return the questions that are answered though these answers hide them.

    A field that another question still asks for is in reach. One answer hidden may hide the next,
    so each is looked for without those found before it.
    """
    left = dict(answers)
    found: list[Question] = []
    while True:
        open_fields = {q.field for q in template.questions if q.shown(left)}
        hidden = [
            question
            for question in template.questions
            if question.field not in open_fields and not is_empty(left.get(question.field))
        ]
        if not hidden:
            return tuple(found)
        for question in hidden:
            if question.field in left:
                found.append(question)
                del left[question.field]


def _step(
    template: Template,
    section: Section,
    questions: list[Question],
    answers: Answers,
    owed: Collection[str],
) -> Step:
    shown = tuple(question for question in questions if question.shown(answers))
    if not shown:
        waits_for = _waits_for(template, section, questions, answers)
        mark = Mark.CANNOT_START if waits_for else Mark.NOT_NEEDED
        return Step(section, mark, (), 0, (), waits_for)
    answered = sum(not is_empty(answers.get(question.field)) for question in shown)
    lacking = tuple(question for question in shown if _lacks(question, answers, owed))
    mark = Mark.IN_PROGRESS if lacking else Mark.DONE
    if not answered:
        mark = Mark.NOT_STARTED
    return Step(section, mark, shown, answered, lacking)


def _lacks(question: Question, answers: Answers, owed: Collection[str]) -> bool:
    needed = question.needed(answers) or (question.field in owed and question.shown(answers))
    return needed and is_empty(answers.get(question.field))


def _waits_for(
    template: Template, section: Section, questions: list[Question], answers: Answers
) -> tuple[str, ...]:
    """Return the titles of other sections that hold unanswered questions this one depends on."""
    asked = {name for q in questions if q.shown_if is not None for name in q.shown_if.fields()}
    waiting = {
        question.section
        for question in template.questions
        if question.field in asked
        and question.section != section.id
        and question.shown(answers)
        and is_empty(answers.get(question.field))
    }
    return tuple(other.title for other in template.sections if other.id in waiting)
