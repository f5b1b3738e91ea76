"""The notices on the way to signing: what was said about an agreement, and who is waited for."""

from __future__ import annotations

from .notice import N_, NoticeType

_AGREEMENT = "agreement.read"
_BOARD = "datashare_board.show"

SIGN_OFF: tuple[NoticeType, ...] = (
    NoticeType(
        "party:asked",
        duty=True,
        subject=N_("{lead} asks {body} to approve an agreement"),
        body=N_(
            "{lead} wrote a data sharing agreement that names {body}, and asks {body} to approve "
            "it.\n\n"
            "Please read it. Then approve it, ask a question, or decline.\n\n"
            "You get this because you have a role for {body}."
        ),
        page=_BOARD,
    ),
    NoticeType(
        "party:reminded",
        duty=True,
        subject=N_("{lead} waits for {body}"),
        body=N_(
            "{lead} waits for {body} to read a data sharing agreement and to say whether it goes "
            "on with it.\n\n"
            "Please read it. Then go on with it, ask a question, or decline.\n\n"
            "You get this because you have a role for {body}."
        ),
        page=_BOARD,
    ),
    NoticeType(
        "decision:asked",
        duty=True,
        subject=N_("{body} asks a question about an agreement of {lead}"),
        body=N_(
            "{body} asked a question about a data sharing agreement of {lead}.\n\n"
            "Please read the question on its page and answer it there.\n\n"
            "You get this because you may review agreements of {lead}."
        ),
        page=_BOARD,
    ),
    NoticeType(
        "decision:answered",
        duty=False,
        subject=N_("{lead} answered your question about an agreement"),
        body=N_(
            "{lead} answered the question that you asked about a data sharing agreement.\n\n"
            "Please read the answer on its page, and say whether {body} goes on.\n\n"
            "You get this because you asked for {body}."
        ),
        page=_BOARD,
    ),
    NoticeType(
        "decision:approved",
        duty=True,
        subject=N_("Everybody approved an agreement of {lead}"),
        body=N_(
            "No approval is missing any more of a data sharing agreement of {lead}.\n\n"
            "Please check it once more. Then agree it, so that its text can be fixed for "
            "signing.\n\n"
            "You get this because you are the IG lead of {lead}."
        ),
        page=_AGREEMENT,
    ),
    NoticeType(
        "decision:advised",
        duty=True,
        subject=N_("{body}'s data protection officer advises on an agreement of {lead}"),
        body=N_(
            "The data protection officer of {body} gave advice about a data sharing agreement of "
            "{lead}.\n\n"
            "Please read the advice on its page. Accept it, or overrule it with reasons.\n\n"
            "You get this because you answer for the risks of {lead}."
        ),
        page="datashare_advice.show",
    ),
    NoticeType(
        "decision:settled",
        duty=False,
        subject=N_("{lead} decided on your advice about an agreement"),
        body=N_(
            "{lead} decided on the advice that you gave about a data sharing agreement.\n\n"
            "You need do nothing. The decision is on its page, with reasons where it was "
            "overruled.\n\n"
            "You get this because you gave the advice."
        ),
        page="datashare_advice.show",
    ),
    NoticeType(
        "decision:viewed",
        duty=False,
        subject=N_("{body}'s Caldicott Guardian gave a view on an agreement of {lead}"),
        body=N_(
            "The Caldicott Guardian of {body} gave a view on a data sharing agreement of "
            "{lead}.\n\n"
            "Please read it on its page before the agreement goes on.\n\n"
            "You get this because you may review agreements of {lead}."
        ),
        page="datashare_advice.show",
    ),
    NoticeType(
        "agreement:written",
        duty=False,
        subject=N_("An agreement of {lead} is with its parties"),
        body=N_(
            "A data sharing agreement of {lead} was sent to its parties for approval.\n\n"
            "You need do nothing until they have approved it. If it has to change first, send it "
            "back with a reason.\n\n"
            "You get this because you may review agreements of {lead}."
        ),
        page=_BOARD,
    ),
    NoticeType(
        "agreement:agreed",
        duty=False,
        subject=N_("An agreement of {lead} is agreed"),
        body=N_(
            "A data sharing agreement of {lead} is agreed. Next its text is fixed for "
            "signing.\n\n"
            "You need do nothing until you are asked to sign.\n\n"
            "You get this because your body is a party to it."
        ),
        page=_BOARD,
    ),
)
