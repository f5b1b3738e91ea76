"""What the page of each thing that can be said says: its question, what happens, its button."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from .domain.decision import Kind, Outcome
from .domain.notice_catalogue import N_


@dataclass(frozen=True, slots=True)
class Say:
    """Heading, what it does, label of its words, button, what is said when it is done."""

    heading: str
    effect: str
    label: str
    button: str
    done: str
    is_optional: bool = False
    question: str = ""  # over the outcomes, where there are any


SAY: dict[Kind, Say] = {
    Kind.QUERY: Say(
        N_("Ask a question"),
        N_("The lead is told and answers here. All organisations in the agreement can read both."),
        N_("Your question"),
        N_("Ask"),
        N_("Your question was sent to the lead."),
    ),
    Kind.ANSWER: Say(
        N_("Answer a question"),
        N_("Whoever asked is told. All organisations in the agreement can read your answer."),
        N_("Your answer"),
        N_("Answer"),
        N_("Your answer was sent."),
    ),
    Kind.APPROVE: Say(
        N_("Approve this text"),
        N_(
            "Your organisation is content with the text as it stands. This is no signature: a "
            "person who may sign does that once the text is fixed. If the text changes, you are "
            "asked again."
        ),
        N_("Remark"),
        N_("Approve"),
        N_("Approved."),
        is_optional=True,
    ),
    Kind.ADVISE: Say(
        N_("Give advice as data protection officer"),
        N_(
            "Your advice is kept beside the agreement. The lead accepts it, or overrules it with "
            "reasons that are kept too."
        ),
        N_("Your advice"),
        N_("Give this advice"),
        N_("Your advice is on record."),
        question=N_("What do you advise?"),
    ),
    Kind.SETTLE: Say(
        N_("Decide on this advice"),
        N_("Your decision and your reasons are kept beside the advice. Who gave it is told."),
        N_("Your reasons"),
        N_("Decide"),
        N_("Your decision is on record."),
        is_optional=True,
        question=N_("What do you decide?"),
    ),
    Kind.CALDICOTT: Say(
        N_("Give your view as Caldicott Guardian"),
        N_("Your view is kept beside the agreement, and its reviewers are told."),
        N_("Your reasons"),
        N_("Give this view"),
        N_("Your view is on record."),
        is_optional=True,
        question=N_("What is your view?"),
    ),
    Kind.ENDORSE: Say(
        N_("Endorse this text for all"),
        N_(
            "Your one decision stands for the approval of every organisation in the agreement. "
            "Each of them still signs for itself."
        ),
        N_("Remark"),
        N_("Endorse for all"),
        N_("Endorsed for all."),
        is_optional=True,
    ),
}

OUTCOMES = MappingProxyType(
    {
        Outcome.GO_AHEAD: N_("Go ahead"),
        Outcome.GO_AHEAD_IF: N_("Go ahead, if something changes first"),
        Outcome.DO_NOT: N_("Do not go ahead"),
        Outcome.ACCEPTED: N_("Accept the advice"),
        Outcome.OVERRULED: N_("Overrule the advice"),
    }
)

# What was said, in a sentence: for lists.
PAST = MappingProxyType(
    {
        Kind.READ: N_("{title} has read it"),
        Kind.QUERY: N_("{title} asks"),
        Kind.ANSWER: N_("{title} answers"),
        Kind.APPROVE: N_("{title} approved it"),
        Kind.ADVISE: N_("The data protection officer of {title} advises"),
        Kind.SETTLE: N_("{title} decided on the advice"),
        Kind.CALDICOTT: N_("The Caldicott Guardian of {title} gives a view"),
        Kind.ENDORSE: N_("{title} endorsed it for all"),
    }
)
