"""The notices of this extension, in words."""

from __future__ import annotations

from ckanext.datashare.shared import NoticeType


def N_(text: str) -> str:
    """Mark ``text`` for translation; it is translated when it is put together."""
    return text


_PROJECT, _DPIA = "igtemplates_project.read", "igtemplates_dpia.read"

FAMILIES: dict[str, str] = {
    "project": N_("Projects: steps that wait for you, and what was decided"),
    "dpia": N_("Impact assessments: asked for advice, returned, signed"),
}

NOTICES: tuple[NoticeType, ...] = (
    NoticeType(
        "project:asked",
        duty=True,
        subject=N_("A project of {lead} waits for your decision on step {step}"),
        body=N_(
            "A project of {lead} is at step {step} of seven, and somebody asks for a decision.\n\n"
            "Please read the project and record your decision with its reason.\n\n"
            "You get this because you hold a role of {lead} that decides this step."
        ),
        page=_PROJECT,
    ),
    NoticeType(
        "project:decided",
        duty=False,
        subject=N_("Step {step} of a project of {lead} was decided"),
        body=N_(
            "Somebody decided step {step} of a project of {lead}. The decision and its reason are "
            "on its page.\n\n"
            "You get this because you began the project."
        ),
        page=_PROJECT,
    ),
    NoticeType(
        "dpia:submitted",
        duty=True,
        subject=N_("An impact assessment of {lead} needs your advice"),
        body=N_(
            "An impact assessment of {lead} was sent to you.\n\n"
            "Please read it and give your advice, or return it with a reason.\n\n"
            "You get this because you are the data protection officer of {lead}."
        ),
        page=_DPIA,
    ),
    NoticeType(
        "dpia:shared",
        duty=False,
        subject=N_("{lead} asks {body} about an impact assessment"),
        body=N_(
            "{lead} is writing an impact assessment that {body} takes part in.\n\n"
            "Please read it and tell {lead} what is missing.\n\n"
            "You get this because you have a role for {body}."
        ),
        page=_DPIA,
    ),
    NoticeType(
        "dpia:advised",
        duty=True,
        subject=N_("Advice on an impact assessment of {lead} waits for your answer"),
        body=N_(
            "The data protection officer of {lead} gave advice on an impact assessment.\n\n"
            "Please accept the advice, or overrule it with reasons, and then sign.\n\n"
            "You get this because you answer for the risk at {lead}."
        ),
        page=_DPIA,
    ),
    NoticeType(
        "dpia:returned",
        duty=True,
        subject=N_("An impact assessment of {lead} came back"),
        body=N_(
            "An impact assessment of {lead} was returned, with a reason.\n\n"
            "Please read the reason on its page, make the changes and send it again.\n\n"
            "You get this because you sent it."
        ),
        page=_DPIA,
    ),
    NoticeType(
        "dpia:signed",
        duty=False,
        subject=N_("An impact assessment of {lead} is signed"),
        body=N_(
            "An impact assessment of {lead} is signed.\n\n"
            "You can start the agreement from it.\n\n"
            "You get this because you sent it."
        ),
        page=_DPIA,
    ),
)
