"""The register's own access rules. The rule for reading also answers "which ones?" as labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .decision_rule import Deciding, Overseeing
from .party import SEES_PRIVATE
from .role import ACCOUNTABLE, DECIDERS, GUARDIANS, REVIEWERS, Role
from .signing_rule import Signing, Withholding
from .state import TRANSITIONS, State, Who
from .verdict import Actor, Question, Rule, Subject, Verdict

READ, WRITE = "read", "write"
PUBLIC = "public"
# While it is under way, the body that endorses for all may read what it is to endorse.
ENDORSABLE = frozenset({State.REVIEW, State.AGREED, State.SIGNING})


@dataclass(frozen=True, slots=True)
class Reading:
    """What is public is everyone's; a private agreement is its bodies', once they are invited.

    Taken down, it is the lead's alone. The body that endorses for all reads what is under way. The
    site's administrators read all agreements: they hold no shared personal data.
    """

    name: str = "reading"

    @staticmethod
    def labels(subject: Subject) -> frozenset[str]:
        """Return the labels that open the subject: ``public``, or one a body."""
        if not subject.private:
            return frozenset({PUBLIC})
        bodies = {subject.lead}
        if subject.state is not State.TAKEN_DOWN:
            bodies |= {body for body, state in subject.parties.items() if state in SEES_PRIVATE}
        if subject.endorser and subject.state in ENDORSABLE:
            bodies.add(subject.endorser)
        return frozenset(of_body(body) for body in bodies)

    @staticmethod
    def held(actor: Actor) -> frozenset[str]:
        """Return the labels an actor carries."""
        return frozenset({PUBLIC, *(of_body(body) for body in actor.capacities)})

    def ask(self, question: Question) -> Verdict | None:
        """Answer questions of reading."""
        if question.operation != READ:
            return None
        if question.actor.runs_site or self.labels(question.subject) & self.held(question.actor):
            return Verdict(True, self.name, "You may read this.")
        return Verdict(False, self.name, "This is for the agreement's parties.")


@dataclass(frozen=True, slots=True)
class Writing:
    """The lead's editors and administrators write."""

    name: str = "writing"

    def ask(self, question: Question) -> Verdict | None:
        """Answer questions of writing."""
        if question.operation != WRITE:
            return None
        if question.actor.has_capacity(question.subject.lead, "editor", "admin"):
            return Verdict(True, self.name, "You write for the lead body.")
        return _needs(self.name, Who.LEAD_EDITOR)


@dataclass(frozen=True, slots=True)
class Moving:
    """Each move of the transition table is made by the people it names, whatever the state."""

    name: str = "moving"

    def ask(self, question: Question) -> Verdict | None:
        """Answer questions of acts ``agreement:<act>``."""
        noun, _, act = question.operation.partition(":")
        if noun != "agreement" or act not in TRANSITIONS:
            return None
        who = TRANSITIONS[act].who
        if _PEOPLE[who](question.actor, question.subject):
            return Verdict(True, self.name, f"You are {who.value}.")
        return _needs(self.name, who)


@dataclass(frozen=True, slots=True)
class Joining:
    """A party's own role holders decide its part; the lead's editors invite."""

    name: str = "joining"

    def ask(self, question: Question) -> Verdict | None:
        """Answer questions of acts ``party:<act>:<body id>``."""
        parts = question.operation.split(":")
        if parts[0] != "party" or len(parts) != 3:
            return None
        act, body = parts[1:]
        if act == "invite":
            if _lead_editor(question.actor, question.subject):
                return Verdict(True, self.name, "You write for the lead body.")
            return _needs(self.name, Who.LEAD_EDITOR)
        if act in ("suspend", "resume"):
            return self._guarding(question.actor, body)
        if question.actor.holds(body, *DECIDERS):
            return Verdict(True, self.name, "You hold a role for this body.")
        return Verdict(
            False,
            self.name,
            "This needs the IG lead, DPO, SIRO or information asset owner of the body.",
            "Ask an administrator of the body who holds these roles.",
        )

    def _guarding(self, actor: Actor, body: str) -> Verdict:
        if actor.holds(body, *GUARDIANS):
            return Verdict(True, self.name, "You answer for this body's data.")
        return Verdict(
            False,
            self.name,
            "This needs the DPO, SIRO or information asset owner of the body.",
            "Ask an administrator of the body who holds these roles.",
        )


RULES: tuple[Rule, ...] = (
    *(Reading(), Writing(), Moving(), Joining()),
    *(Deciding(), Overseeing(), Signing(), Withholding()),
)


def of_body(body: str) -> str:
    """Return the label of a body's private agreements."""
    return f"datashare-body-{body}"


def _needs(rule: str, who: Who) -> Verdict:
    return Verdict(
        False, rule, f"This needs the {who.value}.", "Ask an administrator of the lead body."
    )


def _lead_editor(actor: Actor, subject: Subject) -> bool:
    return actor.has_capacity(subject.lead, "editor", "admin")


def _lead_admin(actor: Actor, subject: Subject) -> bool:
    return actor.has_capacity(subject.lead, "admin")


def _lead_admin_or_sysadmin(actor: Actor, subject: Subject) -> bool:
    return _lead_admin(actor, subject) or actor.runs_site


def _reviewer(actor: Actor, subject: Subject) -> bool:
    member = subject.lead in actor.capacities
    return _lead_admin(actor, subject) or (member and actor.holds(subject.lead, *REVIEWERS))


def _ig_lead(actor: Actor, subject: Subject) -> bool:
    return actor.holds(subject.lead, Role.IG_LEAD)


def _party_or_reviewer(actor: Actor, subject: Subject) -> bool:
    parties = (body for body, state in subject.parties.items() if state in SEES_PRIVATE)
    return _reviewer(actor, subject) or any(actor.holds(body, *DECIDERS) for body in parties)


def _accountable(actor: Actor, subject: Subject) -> bool:
    return actor.holds(subject.lead, *ACCOUNTABLE)


def _guardians(actor: Actor, subject: Subject) -> bool:
    return actor.holds(subject.lead, *GUARDIANS)


def _nobody(actor: Actor, subject: Subject) -> bool:
    return False


_PEOPLE: dict[Who, Callable[[Actor, Subject], bool]] = {
    Who.LEAD_EDITOR: _lead_editor,
    Who.LEAD_ADMIN: _lead_admin,
    Who.LEAD_ADMIN_OR_SYSADMIN: _lead_admin_or_sysadmin,
    Who.REVIEWER: _reviewer,
    Who.IG_LEAD: _ig_lead,
    Who.PARTY_OR_REVIEWER: _party_or_reviewer,
    Who.ACCOUNTABLE: _accountable,
    Who.GUARDIANS: _guardians,
    # Signing and succession are no acts of one person; they have actions of their own.
    Who.SIGNATORIES: _nobody,
    Who.SUCCESSION: _nobody,
}
