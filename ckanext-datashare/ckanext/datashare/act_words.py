"""What the page of each act says: its question, what will happen, its button."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .domain.notice_catalogue import N_


class Reason(str, Enum):
    """Whether an act asks for a reason."""

    NONE = "none"
    MAY = "may"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class Act:
    """One act: heading, what it does in sentences, its button, and what is said when it is done."""

    heading: str
    effect: str
    button: str
    done: str
    reason: Reason = Reason.MUST
    is_grave: bool = False  # takes something away
    asks_day: bool = False  # for a last day, optional


MOVES: dict[str, Act] = {
    "submit": Act(
        N_("Send for review"),
        N_(
            "A second person of your body checks it. The other organisations named in it are told "
            "and can ask for parts to be withheld. You cannot change it while it is in review."
        ),
        N_("Send for review"),
        N_("Sent for review."),
        Reason.NONE,
    ),
    "return": Act(
        N_("Return it to its writers"),
        N_("It becomes a draft again and its writers read your reason."),
        N_("Return"),
        N_("Returned to its writers."),
    ),
    "agree": Act(
        N_("Agree this text"),
        N_(
            "Every organisation asked has approved it. Its text can be fixed for signing next, and "
            "nobody can change it meanwhile."
        ),
        N_("Agree this text"),
        N_("Agreed. Its text can be fixed for signing."),
        Reason.NONE,
    ),
    "freeze": Act(
        N_("Fix the text for signing"),
        N_(
            "It gets its reference. Nobody can change a word any more, and those who may sign for "
            "each organisation are asked to. To change it later, open it again: then it has to be "
            "signed anew."
        ),
        N_("Fix the text for signing"),
        N_("The text is fixed. Those who may sign have been told."),
        Reason.NONE,
    ),
    "register": Act(
        N_("Register this agreement"),
        N_(
            "It gets its reference and everyone can read it. A registered agreement is never "
            "deleted, and most of its content can no longer change."
        ),
        N_("Register this agreement"),
        N_("Registered. Everyone can read it now."),
        Reason.NONE,
    ),
    "reopen": Act(
        N_("Open it again"),
        N_("It becomes a draft again."),
        N_("Open again"),
        N_("It is a draft again."),
    ),
    "withdraw": Act(
        N_("Withdraw this agreement"),
        N_("It will never be registered. This cannot be undone."),
        N_("Withdraw"),
        N_("Withdrawn."),
        is_grave=True,
    ),
    "refuse": Act(
        N_("Refuse this agreement"),
        N_("It will not be registered. Its lead can open it again and change it."),
        N_("Refuse"),
        N_("Refused."),
        is_grave=True,
    ),
    "suspend": Act(
        N_("Suspend this agreement"),
        N_("No data may be shared under it until it runs again. Everyone can read your reason."),
        N_("Suspend"),
        N_("Suspended. No data may be shared under it now."),
        is_grave=True,
    ),
    "resume": Act(
        N_("Let this agreement run again"),
        N_("Data may be shared under it again. Everyone can read your reason."),
        N_("Let it run again"),
        N_("It runs again."),
    ),
    "end": Act(
        N_("End this agreement"),
        N_(
            "No data may be shared under it any more, from now or after a last day that you enter. "
            "It stays on the register as ended. Everyone can read your reason. Once it has ended, "
            "this cannot be undone."
        ),
        N_("End"),
        N_("Done."),
        is_grave=True,
        asks_day=True,
    ),
    "take_down": Act(
        N_("Take down this agreement"),
        N_(
            "Only for something published in error. Its content disappears for everyone but your "
            "body; its reference, the date and your reason stay public."
        ),
        N_("Take down"),
        N_("Taken down."),
        is_grave=True,
    ),
    "restore": Act(
        N_("Put this agreement back"),
        N_("Everyone can read it again, as it was. Everyone can read your reason."),
        N_("Put back"),
        N_("It is back on the register."),
    ),
}

NEW_VERSION = Act(
    N_("Start a new version"),
    N_(
        "A draft with the same content is made, for your organisation to change. This version "
        "stays in force until the new one is registered; then it is shown as replaced."
    ),
    N_("Start a new version"),
    N_("This is the draft of the new version."),
    Reason.MAY,
)

PARTY_ACTS: dict[str, Act] = {
    "join": Act(
        N_("Join this agreement for {body}"),
        N_("{body} confirms that it is a party. The public log says so."),
        N_("Join"),
        N_("Joined."),
        Reason.NONE,
    ),
    "decline": Act(
        N_("Decline the invitation for {body}"),
        N_("{body} will no longer see this agreement before it is public."),
        N_("Decline"),
        N_("Declined."),
        Reason.MAY,
        is_grave=True,
    ),
    "leave": Act(
        N_("Leave this agreement for {body}"),
        N_(
            "The other organisations go on without {body}, and nothing may be shared with it any "
            "more. Everyone can read your reason."
        ),
        N_("Leave"),
        N_("Left."),
        is_grave=True,
    ),
    "suspend": Act(
        N_("Suspend {body}'s part in this agreement"),
        N_(
            "Nothing may be shared with {body} or by it until it goes on. The other organisations "
            "go on. Everyone can read your reason."
        ),
        N_("Suspend"),
        N_("Suspended. Nothing may be shared with your organisation under it now."),
        is_grave=True,
    ),
    "resume": Act(
        N_("Let {body} take part in this agreement again"),
        N_("Data may be shared with {body} and by it again. Everyone can read your reason."),
        N_("Take part again"),
        N_("Your organisation takes part again."),
    ),
    "waive_notice": Act(
        N_("{body} needs no more time"),
        N_("{body} has read this agreement and asks for no part of it to be withheld."),
        N_("No more time is needed"),
        N_("Noted."),
        Reason.NONE,
    ),
}
