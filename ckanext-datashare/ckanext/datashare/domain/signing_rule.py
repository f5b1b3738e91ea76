"""The access rules of signing and of keeping parts back."""

from __future__ import annotations

from dataclasses import dataclass

from .role import SIGNATORIES, Role
from .verdict import Question, Verdict

_ASK = "Ask an administrator of the body who holds these roles."


@dataclass(frozen=True, slots=True)
class Signing:
    """A body's own signatories sign for it, and nobody in their place."""

    name: str = "signing"

    def ask(self, question: Question) -> Verdict | None:
        """Answer questions of acts ``signature:create:<body id>``."""
        noun, _, rest = question.operation.partition(":")
        if noun != "signature":
            return None
        body = rest.partition(":")[2]
        if body in question.subject.parties and question.actor.holds(body, *SIGNATORIES):
            return Verdict(True, self.name, "You may sign for this body.")
        return Verdict(
            False,
            self.name,
            "This needs the SIRO, information asset owner or delegated officer of the body.",
            _ASK,
        )


@dataclass(frozen=True, slots=True)
class Withholding:
    """The lead's IG lead or DPO decides what the public does not see."""

    name: str = "withholding"

    def ask(self, question: Question) -> Verdict | None:
        """Answer questions of acts ``part:withhold`` and ``part:disclose``."""
        if question.operation not in ("part:withhold", "part:disclose"):
            return None
        if question.actor.holds(question.subject.lead, Role.IG_LEAD, Role.DPO):
            return Verdict(True, self.name, "You decide about publication for the lead body.")
        return Verdict(False, self.name, "This needs the IG lead or DPO of the lead body.", _ASK)
