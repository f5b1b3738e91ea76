"""London's seven steps from an idea to what was learned (LOTI, GLA and IGfL, 2020).

A project stands at one step. A decision there opens the next (go), stops it (no go) or goes one
step back (return); a stopped project is opened again by returning to the step that stopped it.
So no step is ever skipped, and where a project stands follows from its decisions alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from .role import Role

_REVIEWERS = (Role.SIRO, Role.CIO, Role.IG_LEAD, Role.DPO, Role.IAO, Role.BUSINESS_LEAD)


class Outcome(str, Enum):
    """What a decision says."""

    GO = "go"
    NO_GO = "no_go"
    RETURN = "return"


class StepRefused(ValueError):
    """A decision that the project does not allow where it stands."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the seven: what is done in it, who takes part, who decides, what must be true first.

    Any one of the ``deciders`` of the lead body decides. ``needs`` are fields of the project.
    """

    number: int
    title: str
    done: str
    people: tuple[Role, ...]
    deciders: tuple[Role, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about a step on a day."""

    step: int
    outcome: Outcome
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a project stands: at ``current``, stopped there, or finished at the last step."""

    current: int
    stopped: bool = False
    finished: bool = False


# The data protection officer takes part everywhere and decides nothing: Article 38(6) UK GDPR.
STEPS: tuple[Step, ...] = (
    Step(
        1,
        "Have an idea",
        "Anyone says what could be better, for whom, and what residents think of it.",
        (Role.BUSINESS_LEAD,),
        (Role.BUSINESS_LEAD, Role.IG_LEAD),
        ("outcome", "users_and_action", "summary"),
    ),
    Step(
        2,
        "Review the concept",
        "Is the aim clear, which law allows it, is it right, and how would people feel about it?",
        (*_REVIEWERS, Role.LEGAL_LEAD),
        (Role.SIRO,),
        ("concept", "legal_gateways", "ethics", "data_subject_reaction"),
    ),
    Step(
        3,
        "See if it can be done",
        "Who takes part, is the data there, would less of it do, and is it worth the risk?",
        _REVIEWERS,
        (Role.SIRO,),
        ("data_available", "personal", "sensitive", "secure_method"),
    ),
    Step(
        4,
        "Assess the risks to people",
        "The impact assessment is written together, with those the data is about.",
        (
            *(Role.CIO, Role.BUSINESS_LEAD, Role.IG_LEAD, Role.DPO, Role.IAO),
            Role.CALDICOTT_GUARDIAN,
        ),
        (Role.SIRO, Role.IAO),
        (),
    ),
    Step(
        5,
        "Make the agreement",
        "The agreement is written, signed by each body and registered; people are told.",
        (
            *(Role.CIO, Role.BUSINESS_LEAD, Role.IG_LEAD, Role.DPO, Role.IAO),
            Role.LEGAL_LEAD,
        ),
        (Role.SIRO, Role.IAO),
        (),
    ),
    Step(
        6,
        "Put it to work",
        "Data is shared, and somebody sees to it that it stays within the agreement.",
        (Role.CIO, Role.BUSINESS_LEAD, Role.IAO, Role.DPO, Role.IG_LEAD),
        (Role.IAO, Role.BUSINESS_LEAD),
        ("monitoring", "next_review"),
    ),
    Step(
        7,
        "Learn from it",
        "What came of it, how well the steps worked, and what to do otherwise next time.",
        (*_REVIEWERS, Role.LEGAL_LEAD, Role.CALDICOTT_GUARDIAN, Role.INTERNAL_AUDIT),
        (Role.SIRO, Role.BUSINESS_LEAD),
        ("results", "lessons"),
    ),
)
ASSESS, AGREE = 4, 5


def step(number: int) -> Step:
    """Return a step by its number, 1 to 7."""
    return STEPS[number - 1]


def standing(decisions: Iterable[Decision]) -> Standing:
    """Return where a project stands after its decisions, the oldest first.

    :raises StepRefused: when one of them was not allowed where the project stood
    """
    now = Standing(1)
    for decision in decisions:
        now = after(now, step_number=decision.step, outcome=decision.outcome)
    return now


def after(now: Standing, *, step_number: int, outcome: Outcome) -> Standing:
    """Return where a project stands after one more decision.

    :raises StepRefused: with a sentence for the person who asked
    """
    if now.finished:
        raise StepRefused("This project is finished: all seven steps are decided.")
    if step_number > now.current:
        raise StepRefused(f"Step {now.current} must be decided first.")
    if step_number < now.current:
        raise StepRefused(f"Step {step_number} is decided. This project is at step {now.current}.")
    if outcome is Outcome.RETURN:
        return _returned(now)
    if now.stopped:
        raise StepRefused("This project was stopped. Return to the step to open it again.")
    if outcome is Outcome.NO_GO:
        return Standing(now.current, stopped=True)
    if now.current == len(STEPS):
        return Standing(now.current, finished=True)
    return Standing(now.current + 1)


def _returned(now: Standing) -> Standing:
    if now.stopped:
        return Standing(now.current)
    if now.current == 1:
        raise StepRefused("There is no step before the first.")
    return Standing(now.current - 1)


def days(decisions: Sequence[Decision], *, opened: date, today: date) -> dict[int, int]:
    """Return how many days a project has spent in each step it has reached, visits added up.

    Days on which it was stopped count for the step that stopped it; a finished one counts no more.
    """
    spent: dict[int, int] = {}
    now, since = Standing(1), opened
    for decision in decisions:
        spent[now.current] = spent.get(now.current, 0) + (decision.on - since).days
        now = after(now, step_number=decision.step, outcome=decision.outcome)
        since = decision.on
    if not now.finished:
        spent[now.current] = spent.get(now.current, 0) + (today - since).days
    return spent


def lacks(number: int, content: Mapping[str, object]) -> tuple[str, ...]:
    """Return the fields of the project that step ``number`` still needs before a go."""
    return tuple(name for name in step(number).needs if not str(content.get(name) or "").strip())
