"""A desk in words: what to do, why you, by when, and the button that leads there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import ckan.plugins.toolkit as tk

from .domain.decision import Kind
from .domain.desk import Duty
from .domain.notice_catalogue import N_
from .say_words import PAST


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be done (or waited for), the button, and where it leads."""

    sentence: str
    button: str
    endpoint: str
    rest: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One task as the page shows it."""

    title: str
    sentence: str
    why: str
    since: str
    until: str | None
    button: str
    url: str


_READ = "datashare_reading.show"
_BOARD = "datashare_board.show"
_PAGE = "datashare_agreement.read"
_SAY = "datashare_say.say"

WORDS = MappingProxyType(
    {
        Duty.SIGN: Words(N_("{body} has not signed it yet."), N_("Read and sign"), _READ),
        Duty.APPROVE: Words(N_("{body} has not approved it yet."), N_("Read and approve"), _READ),
        Duty.ENDORSE: Words(N_("{body} can endorse it for all."), N_("Read and endorse"), _READ),
        Duty.ANSWER: Words(
            N_("A question waits for {body}."), N_("Answer"), _SAY, (("kind", "answer"),)
        ),
        Duty.SETTLE: Words(
            N_("A data protection officer's advice waits for {body} to decide."),
            N_("Decide"),
            _SAY,
            (("kind", "settle"),),
        ),
        Duty.AGREE: Words(
            N_("Everybody approved it. Its text can be agreed."),
            N_("Agree"),
            "datashare_act.move",
            (("act", "agree"),),
        ),
        Duty.FREEZE: Words(
            N_("It is agreed. Its text can be fixed for signing."), N_("Open it"), _PAGE
        ),
        Duty.REVIEW: Words(N_("It waits for review."), N_("Review"), _PAGE),
        Duty.NOTICE: Words(
            N_("{body} can ask for parts of it to be withheld."), N_("Read it"), _PAGE
        ),
        Duty.MEND: Words(N_("It came back with a reason. Change it."), N_("Change it"), _PAGE),
        Duty.APPROVALS: Words(N_("Others have still to approve it."), N_("See who"), _BOARD),
        Duty.SIGNATURES: Words(N_("Others have still to sign it."), N_("See who"), _BOARD),
        Duty.REPLY: Words(N_("Your question has no answer yet."), N_("See it"), _BOARD),
        Duty.REVIEWER: Words(N_("A second person reviews it."), N_("Open it"), _PAGE),
    }
)


def line(task: Mapping[str, Any]) -> Line:
    """Return a task of ``datashare_desk_show`` in words."""
    words = WORDS[Duty(task["duty"])]
    rest = dict(words.rest)
    if task["about"] and words.endpoint == _SAY:
        rest["in_reply_to"] = task["about"]
    return Line(
        title=task["title"],
        sentence=tk._(words.sentence).format(body=task["body_title"]),
        why=_why(task),
        since=tk.h.datashare_date_of(task["since"]),
        until=tk.h.datashare_day_words(task["until"]) if task["until"] else None,
        button=tk._(words.button),
        url=tk.h.url_for(words.endpoint, id=task["id"], **rest),
    )


def past(one: Mapping[str, Any]) -> dict[str, str]:
    """Return something said, in words."""
    return {
        "title": one["title"],
        "sentence": tk._(PAST[Kind(one["kind"])]).format(title=one["body_title"]),
        "day": tk.h.datashare_date_of(one["at"]),
        "url": tk.h.url_for(_PAGE, id=one["id"]),
    }


def _why(task: Mapping[str, Any]) -> str:
    if not task["role"]:
        return str(tk._("You work on agreements of {body}.")).format(body=task["body_title"])
    sentence = tk._("You hold a role for {body}: {role}.")
    return str(sentence).format(body=task["body_title"], role=tk._(task["role"]))
