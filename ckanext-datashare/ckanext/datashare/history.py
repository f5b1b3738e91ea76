"""What happened to an agreement, one sentence an event, for its page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk

from . import bodies, field_text
from .domain.notice_catalogue import N_
from .london import day
from .schemas import definition

_SENTENCES = {
    "agreement:content:created": N_("Entered here."),
    "agreement:content:changed": N_("Changed: {fields}."),
    "agreement:state:submitted": N_("Sent for review."),
    "agreement:state:returned": N_("Returned to its writers. Reason: {reason}"),
    "agreement:state:agreed": N_("Agreed."),
    "agreement:state:frozen": N_("Its text was fixed for signing."),
    "agreement:state:registered": N_("Registered."),
    "agreement:state:reopened": N_("Opened again. Reason: {reason}"),
    "agreement:state:withdrawn": N_("Withdrawn. Reason: {reason}"),
    "agreement:state:refused": N_("Refused. Reason: {reason}"),
    "agreement:state:suspended": N_("Suspended. Reason: {reason}"),
    "agreement:state:resumed": N_("Running again. Reason: {reason}"),
    "agreement:state:ended": N_("Ended. Reason: {reason}"),
    "agreement:state:ending": N_("{date} was set as its last day. Reason: {reason}"),
    "agreement:state:superseded": N_("Replaced by version {by_version}."),
    "agreement:state:taken_down": N_("Taken down. Reason: {reason}"),
    "agreement:state:restored": N_("Put back. Reason: {reason}"),
    "agreement:party:invited": N_("{party} was invited."),
    "agreement:party:joined": N_("{party} joined."),
    "agreement:party:declined": N_("{party} declined."),
    "agreement:party:signed": N_("{party} signed."),
    "agreement:part:withheld": N_("A part was withheld: {reason}"),
    "agreement:part:disclosed": N_("A part that was withheld is shown: {reason}"),
    "agreement:party:left": N_("{party} left. Reason: {reason}"),
    "agreement:party:suspended": N_("{party} suspended its part. Reason: {reason}"),
    "agreement:party:resumed": N_("{party} takes part again. Reason: {reason}"),
    "agreement:party:notice_waived": N_("{party} needs no more time to read it."),
    "agreement:party:reminded": N_("Bodies that others wait for were reminded."),
    "decision:text:read": N_("{party} has read it."),
    "decision:question:asked": N_("{party} asked a question."),
    "decision:question:answered": N_("{party} answered a question."),
    "decision:approval:given": N_("{party} approved it."),
    "decision:advice:given": N_("The data protection officer of {party} gave advice."),
    "decision:advice:settled": N_("{party} decided on a data protection officer's advice."),
    "decision:caldicott:given": N_("The Caldicott Guardian of {party} gave a view."),
    "decision:endorsement:given": N_("{party} endorsed it for all."),
    "document:original:uploaded": N_("A document was uploaded."),
    "document:original:deleted": N_("A document was deleted."),
    "document:copy:published": N_("The public copy of the document was made."),
    "document:copy:confirmed": N_("The public copy of the document was confirmed."),
    "document:copy:withdrawn": N_("The public copy of the document was taken back."),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field's old and new value in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One event: its day in London, its sentence, and what changed."""

    at: str
    day: str
    sentence: str
    changes: Sequence[Change]


def lines(events: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Return events as sentences, in their order; kinds the page does not know are left out."""
    parties = bodies.cards(str(event["facts"].get("party") or "") for event in events)
    return [_line(event, parties) for event in events if event["action"] in _SENTENCES]


def _line(event: Mapping[str, Any], parties: Mapping[str, Mapping[str, str]]) -> Line:
    facts = event["facts"]
    known = definition.fields()
    fields = [str(name) for name in facts.get("fields") or []]
    words = _SENTENCES[event["action"]]
    if event["action"] == "agreement:state:registered" and facts.get("party"):
        words = N_("{party} signed, and with it the agreement was registered.")
    sentence = tk._(words).format(
        reason=facts.get("reason") or tk._("not stated"),
        date=field_text.day_words(str(facts.get("date") or "")),
        by_version=facts.get("by_version") or "",
        party=parties.get(str(facts.get("party")), {}).get("title") or tk._("A body"),
        fields=", ".join(tk._(known[name].label) for name in fields if name in known)
        or tk._("its documents"),
    )
    when = field_text.day_words(_day(event["at"]))
    return Line(event["at"], when, sentence, _changes(facts, known))


def _day(moment: str) -> str:
    return day(datetime.fromisoformat(moment)).isoformat()


def _changes(facts: Mapping[str, Any], known: Mapping[str, definition.Field]) -> list[Change]:
    stored = json.loads(facts["changes"]) if isinstance(facts.get("changes"), str) else {}
    return [
        Change(tk._(known[name].label), _words(known[name], old), _words(known[name], new))
        for name, (old, new) in stored.items()
        if name in known and known[name].kind != "rows"
    ]


def _words(known: definition.Field, stored: Any) -> str:
    value = stored
    if isinstance(stored, str) and stored.startswith(("[", "{")):
        try:
            value = json.loads(stored)
        except ValueError:
            value = stored  # a text that happens to begin with a bracket
    return "; ".join(field_text.texts(known, value)) or field_text.not_stated()
