"""Who may say what about an agreement: operations ``decision:<kind>:<body id>`` and ``board``."""

from __future__ import annotations

from dataclasses import dataclass

from .decision import RULES, Kind, Side, bodies_of, roles_that_allow
from .party import SEES_PRIVATE
from .role import LABELS
from .verdict import Question, Subject, Verdict

BOARD = "board"
ASK = "Ask an administrator of the body who holds these roles."


@dataclass(frozen=True, slots=True)
class Deciding:
    """Each thing is said by holders of the roles it names, for their own body."""

    name: str = "deciding"

    def ask(self, question: Question) -> Verdict | None:
        """Answer questions of what may be said, whatever the agreement's state."""
        parts = question.operation.split(":")
        if parts[0] != "decision" or len(parts) != 3:
            return None
        rule, body = RULES[Kind(parts[1])], parts[2]
        about = question.subject
        if body not in _bodies(rule.side, about):
            return Verdict(False, self.name, f"This is said for {rule.side.value}.", ASK)
        held = [role for of, role in question.actor.roles if of == body]
        if roles_that_allow(rule, held):
            return Verdict(True, self.name, "You hold a role for this body.")
        roles = ", ".join(LABELS[role] for role in rule.roles)
        return Verdict(False, self.name, f"This needs one of these roles: {roles}.", ASK)


@dataclass(frozen=True, slots=True)
class Overseeing:
    """The board is for the people of the bodies on it: it tells who asked and who declined."""

    name: str = "overseeing"

    def ask(self, question: Question) -> Verdict | None:
        """Answer questions of seeing the board."""
        if question.operation != BOARD:
            return None
        about = question.subject
        mine = question.actor.capacities.keys() | {body for body, _role in question.actor.roles}
        on_it = {body for body, state in about.parties.items() if state in SEES_PRIVATE}
        if mine & (on_it | {about.lead, about.endorser} - {""}):
            return Verdict(True, self.name, "Your body is on the board.")
        return Verdict(
            False,
            self.name,
            "The board is for the agreement's own bodies.",
            "Who signed stands on the agreement's page once it is registered.",
        )


def _bodies(side: Side, about: Subject) -> frozenset[str]:
    return bodies_of(side, lead=about.lead, parties=about.parties, endorser=about.endorser)
