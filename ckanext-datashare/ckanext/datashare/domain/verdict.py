"""Allowed or not, with the rule and the reason: rules in order, and refusal by default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from .party import PartyState
from .role import Role
from .state import State


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a user with their capacities in bodies and the roles they hold at the time.

    ``capacities`` is body id to ``member``, ``editor`` or ``admin``; the empty ``id`` is nobody.
    """

    id: str = ""
    runs_site: bool = False
    capacities: Mapping[str, str] = field(default_factory=dict)
    roles: frozenset[tuple[str, Role]] = frozenset()

    def has_capacity(self, body: str, *capacities: str) -> bool:
        """Return whether the actor has one of the capacities in the body."""
        return self.capacities.get(body) in capacities

    def holds(self, body: str, *roles: Role) -> bool:
        """Return whether the actor holds one of the roles for the body."""
        return any((body, role) in self.roles for role in roles)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: an agreement with its lead and its parties by body id."""

    type: str
    id: str
    state: State
    private: bool
    lead: str
    parties: Mapping[str, PartyState] = field(default_factory=dict)
    endorser: str = ""  # the body whose one endorsement stands for all, if the site has one


@dataclass(frozen=True, slots=True)
class Question:
    """May this actor do this, for this purpose, at this moment?

    ``operation`` is ``read``, ``write``, or an act such as ``agreement:register``.
    """

    actor: Actor
    operation: str
    subject: Subject
    at: datetime
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer: allowed or not, by which rule, why, and what to do next."""

    allowed: bool
    rule: str
    reason: str
    next_step: str = ""


class Rule(Protocol):
    """A rule answers a question or passes it on with None."""

    @property
    def name(self) -> str:
        """The rule's name, recorded with the verdict."""
        ...

    def ask(self, question: Question) -> Verdict | None:
        """Return a verdict, or None when the rule does not speak to the question."""
        ...


REFUSED_BY_DEFAULT = Verdict(
    allowed=False,
    rule="default",
    reason="Nothing allows this.",
    next_step="Ask the lead body.",
)


def decide(rules: Iterable[Rule], question: Question) -> Verdict:
    """Return the verdict of the first rule that speaks; without one, refusal."""
    for rule in rules:
        verdict = rule.ask(question)
        if verdict is not None:
            return verdict
    return REFUSED_BY_DEFAULT
