"""The notices of the register, in words. Siblings declare theirs in ``IDataShare``."""

from __future__ import annotations

from .credential_notices import CREDENTIALS
from .notice import N_ as N_
from .notice import NoticeType
from .sign_off_notices import SIGN_OFF

FAMILIES: dict[str, str] = {
    "agreement": N_("Agreements: sent for review, returned, registered, ended, taken down"),
    "party": N_("Agreements that name your body"),
    "decision": N_("Agreements in the making: questions, answers, approvals and advice"),
    "role": N_("Roles given to you or waiting for you to confirm"),
    "second_factor": N_("Your second factor: set up, removed, a recovery code used"),
    "mail": N_("E-mail that could not be delivered to people of your body"),
}

_AGREEMENT = "agreement.read"
_BOARD = "datashare_board.show"

REGISTER: tuple[NoticeType, ...] = (
    NoticeType(
        "agreement:submitted",
        duty=True,
        subject=N_("An agreement of {lead} waits for your review"),
        body=N_(
            "A data sharing agreement of {lead} was sent for review.\n\n"
            "Please check the agreement and what the public will see of it. Then register it, or "
            "send it back with a reason.\n\n"
            "You get this because you may review agreements of {lead}."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "agreement:returned",
        duty=True,
        subject=N_("An agreement of {lead} came back from review"),
        body=N_(
            "A reviewer sent an agreement of {lead} back and gave a reason.\n\n"
            "Please read the reason on its page, make the changes and send it for review again.\n\n"
            "You get this because you work on agreements of {lead}."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "agreement:registered",
        duty=False,
        subject=N_("{lead} registered agreement {reference}"),
        body=N_(
            "{lead} registered the data sharing agreement {reference}.\n\n"
            "You need do nothing. If something in it looks wrong, tell {lead}.\n\n"
            "You get this because your body is a party to it."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "party:to_sign",
        duty=True,
        subject=N_("{body} is asked to sign agreement {reference}"),
        body=N_(
            "The text of the data sharing agreement {reference} of {lead} is fixed, and {body} is "
            "asked to sign it.\n\n"
            "Please read it, then sign it, ask a question or decline. You need your password and a "
            "code of your authenticator app.\n\n"
            "You get this because you may sign for {body}."
        ),
        page=_BOARD,
    ),
    NoticeType(
        "party:signed",
        duty=False,
        subject=N_("{body} signed agreement {reference}"),
        body=N_(
            "{body} signed the data sharing agreement {reference} of {lead}.\n\n"
            "You need do nothing. The page shows who has signed and who has not.\n\n"
            "You get this because you look after agreements of {lead}."
        ),
        page=_BOARD,
    ),
    NoticeType(
        "agreement:withdrawn",
        duty=False,
        subject=N_("{lead} withdrew an agreement"),
        body=N_(
            "{lead} withdrew a data sharing agreement before it was registered, and gave a "
            "reason.\n\n"
            "You need do nothing. It will not be registered.\n\n"
            "You get this because your body was to be a party to it."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "agreement:refused",
        duty=True,
        subject=N_("An agreement of {lead} was refused"),
        body=N_(
            "A reviewer or a party refused a data sharing agreement of {lead}, and gave a "
            "reason.\n\n"
            "Please read the reason on its page and decide whether to open it again.\n\n"
            "You get this because you work on agreements of {lead}."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "agreement:ended",
        duty=False,
        subject=N_("Agreement {reference} has ended"),
        body=N_(
            "{lead} ended the data sharing agreement {reference}.\n\n"
            "No data may be shared under it any more. What was shared is kept or deleted as the "
            "agreement says.\n\n"
            "You get this because your body is a party to it."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "agreement:ending",
        duty=False,
        subject=N_("Agreement {reference} ends on {due}"),
        body=N_(
            "{lead} announced that {due} is the last day of the data sharing agreement "
            "{reference}. The reason is on its page.\n\n"
            "Please stop sharing under it after that day. What was shared is kept or deleted as "
            "the agreement says.\n\n"
            "You get this because your body is a party to it."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "agreement:superseded",
        duty=True,
        subject=N_("Agreement {reference} goes on without your body"),
        body=N_(
            "{lead} registered a new version of the data sharing agreement {reference}. It "
            "replaces the version that your body is a party to, and does not name your body.\n\n"
            "Please stop sharing under it. If this looks wrong, tell {lead}.\n\n"
            "You get this because your body was a party to the version before."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "agreement:taken_down",
        duty=False,
        subject=N_("Agreement {reference} was taken down"),
        body=N_(
            "The data sharing agreement {reference} of {lead} was taken down from the public "
            "register. The reason is on its page.\n\n"
            "You need do nothing. If you keep copies or links, check whether you still need "
            "them.\n\n"
            "You get this because your body is a party to it."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "agreement:suspended",
        duty=False,
        subject=N_("Agreement {reference} is suspended"),
        body=N_(
            "{lead} suspended the data sharing agreement {reference}. The reason is on its "
            "page.\n\n"
            "No data may be shared under it until {lead} lets it run again.\n\n"
            "You get this because your body is a party to it."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "agreement:resumed",
        duty=False,
        subject=N_("Agreement {reference} runs again"),
        body=N_(
            "{lead} let the data sharing agreement {reference} run again. The reason is on its "
            "page.\n\n"
            "You need do nothing. Data may be shared under it as before.\n\n"
            "You get this because your body is a party to it."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "party:invited",
        duty=True,
        subject=N_("{lead} asks {body} to join an agreement"),
        body=N_(
            "{lead} asks {body} to be a party to a data sharing agreement.\n\n"
            "Please read it and say whether {body} joins.\n\n"
            "You get this because you have a role for {body}."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "party:named",
        duty=True,
        subject=N_("{lead} intends to register an agreement that names {body}"),
        body=N_(
            "{lead} intends to register a data sharing agreement that names {body}. Once "
            "registered, anyone can read it.\n\n"
            "Please check what it says about {body}. If a part must not be public, ask {lead} by "
            "{due} to withhold it. If you need no time, say so on its page.\n\n"
            "You get this because you have a role for {body}."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "party:join",
        duty=False,
        subject=N_("{body} joined an agreement of {lead}"),
        body=N_(
            "{body} joined a data sharing agreement of {lead}.\n\n"
            "You need do nothing.\n\n"
            "You get this because you may review agreements of {lead}."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "party:decline",
        duty=False,
        subject=N_("{body} declined an agreement of {lead}"),
        body=N_(
            "{body} declined to be a party to a data sharing agreement of {lead}.\n\n"
            "You need do nothing.\n\n"
            "You get this because you may review agreements of {lead}."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "party:leave",
        duty=False,
        subject=N_("{body} left agreement {reference}"),
        body=N_(
            "{body} left the data sharing agreement {reference} of {lead}. The other parties go "
            "on. The reason is on its page.\n\n"
            "Please share nothing with {body} under it any more.\n\n"
            "You get this because your body is a party to it."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "party:suspend",
        duty=False,
        subject=N_("{body} suspended its part in agreement {reference}"),
        body=N_(
            "{body} suspended its part in the data sharing agreement {reference} of {lead}. The "
            "reason is on its page.\n\n"
            "Please share nothing with {body} under it until it goes on. The other parties are "
            "not concerned.\n\n"
            "You get this because your body is a party to it."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "party:resume",
        duty=False,
        subject=N_("{body} takes part in agreement {reference} again"),
        body=N_(
            "{body} takes part in the data sharing agreement {reference} of {lead} again. The "
            "reason is on its page.\n\n"
            "You need do nothing. Data may be shared with {body} as before.\n\n"
            "You get this because your body is a party to it."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "party:alone",
        duty=True,
        subject=N_("Nobody is left to share with under agreement {reference}"),
        body=N_(
            "The last other party left the data sharing agreement {reference} of {lead}.\n\n"
            "Please end the agreement, or have an editor invite a party again.\n\n"
            "You get this because you answer for what {lead} shares."
        ),
        page=_AGREEMENT,
    ),
    *SIGN_OFF,
    *CREDENTIALS,
    NoticeType(
        "mail:undelivered",
        duty=True,
        subject=N_("E-mail to a person of {body} cannot be delivered"),
        body=N_(
            "Mail of this site to a person of {body} could not be delivered.\n\n"
            "Please check the person's e-mail address with them. Their notices wait for them on "
            "this site meanwhile.\n\n"
            "You get this because you are an administrator of {body}."
        ),
        page="user.read",
    ),
)
