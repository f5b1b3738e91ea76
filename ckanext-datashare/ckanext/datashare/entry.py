"""What an agreement's own page shows, in the order of a reader's questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

from . import bodies, field_text, flow, prose, state_tag
from .domain.party import REMAINING
from .domain.state import State
from .flow import Flow, Place
from .schemas import definition
from .schemas.definition import Field

# Said in the answers at the top, in places of their own, or told apart from content.
_ELSEWHERE = frozenset(
    [
        *("title", "lay_summary", "owner_org", "parties", "purpose", "disclosed_information"),
        *("start_date", "end_date", "review_date", "retention_period", "retention_start"),
        *("rights_contact", "complaints", "foi_contact", "documents", "releases"),
        *("document_not_public_reason", "source_words", "areas_derived", "legal_powers"),
    ]
)
_FIRST = ("what", "law", "why", "how", "keep", "rights", "bodies", "about", "documents", "dates")


@dataclass(frozen=True, slots=True)
class Shown:
    """One field with its value; ``text`` where it is long enough to be folded."""

    known: Field
    value: Any
    text: prose.Prose | None


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together; ``missing`` are the labels of those the source leaves out."""

    id: str
    title: str
    fields: Sequence[Shown]
    missing: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An agreement as its page shows it."""

    agreement: Mapping[str, Any]
    tags: Sequence[state_tag.Tag]
    flow: Flow
    parties: Sequence[Place]
    texts: Mapping[str, prose.Prose]
    period: str
    kept: str
    sections: Sequence[Section]
    source: Sequence[Shown]
    source_words: Sequence[tuple[str, str]]
    recipients: Mapping[str, str]
    is_alone: bool


def of(agreement: Mapping[str, Any], *, withheld: Collection[str] = ()) -> Entry:
    """Return the page of an agreement's dictionary; ``withheld`` are the names of fields."""
    cards = bodies.cards(_body_ids(agreement))
    known = definition.fields()
    order = {section: place for place, section in enumerate(_FIRST)}
    sections = [
        _section(section, agreement, withheld)
        for section in definition.sections()
        if section.id not in ("source", "releases")
    ]
    return Entry(
        agreement=agreement,
        tags=state_tag.tags(agreement),
        flow=flow.of(agreement, cards),
        parties=[flow.place(row, cards) for row in agreement.get("parties") or []],
        texts={
            name: prose.fold(str(agreement[name]))
            for name in ("lay_summary", "purpose", "disclosed_information")
            if agreement.get(name)
        },
        period=_period(agreement),
        kept=_kept(agreement),
        sections=sorted(
            (section for section in sections if section.fields or section.missing),
            key=lambda section: order.get(section.id, len(order)),
        ),
        source=[
            _shown(known[name], agreement[name])
            for name in ("source", "source_id", "source_version", "other_references", "notes")
            if agreement.get(name)
        ],
        source_words=_source_words(agreement),
        is_alone=_is_alone(agreement),
        recipients={body: card["title"] for body, card in cards.items()},
    )


def _is_alone(agreement: Mapping[str, Any]) -> bool:
    """Return whether it runs and every party but the lead has left or declined."""
    others = [
        row.get("status")
        for row in agreement.get("parties") or []
        if row.get("body") and row["body"] != agreement.get("owner_org")
    ]
    runs = agreement.get("status") in (State.REGISTERED.value, State.SUSPENDED.value)
    remaining = {state.value for state in REMAINING}
    return runs and bool(others) and not remaining.intersection(filter(None, others))


def _body_ids(agreement: Mapping[str, Any]) -> Iterable[str]:
    yield str(agreement.get("owner_org") or "")
    for name, part in (("parties", "body"), ("releases", "recipient"), ("privacy_notices", "body")):
        for row in agreement.get(name) or []:
            if row.get(part):
                yield str(row[part])


def _section(
    section: definition.Section, agreement: Mapping[str, Any], withheld: Collection[str]
) -> Section:
    asked = [known for known in section.fields if known.name not in _ELSEWHERE]
    given = [known for known in asked if agreement.get(known.name) not in (None, "", [], {})]
    missing = [
        tk._(known.label)
        for known in asked
        if known not in given and known.on_form and known.name not in withheld
    ]
    return Section(
        section.id,
        tk._(section.title),
        [_shown(known, agreement[known.name]) for known in given],
        "; ".join(missing),
    )


def _shown(known: Field, value: Any) -> Shown:
    is_prose = isinstance(value, str) and known.kind == "text"
    return Shown(known, value, prose.fold(value) if is_prose else None)


def _period(agreement: Mapping[str, Any]) -> str:
    """Return from when to when data may be shared, in a sentence."""
    start, end = (
        field_text.day_words(str(agreement.get(f"{name}_date") or "")) for name in ("start", "end")
    )
    if start and end:
        return str(tk._("From {start} to {end}.").format(start=start, end=end))
    if start:
        return str(tk._("From {start}. No end date is stated.").format(start=start))
    if end:
        return str(tk._("Until {end}. No start date is stated.").format(end=end))
    return str(tk._("Dates of the agreement: not stated by the source."))


def _kept(agreement: Mapping[str, Any]) -> str:
    """Return how long each body keeps the data, in a sentence."""
    if not agreement.get("retention_period"):
        return str(tk._("How long the data is kept: not stated by the source."))
    period = field_text.duration_words(str(agreement["retention_period"]))
    start = field_text.texts(
        definition.fields()["retention_start"], agreement.get("retention_start")
    )
    if start:
        words = tk._("The data is kept for {period}, counted from: {start}.")
        return str(words.format(period=period, start=start[0]))
    return str(tk._("The data is kept for {period}.").format(period=period))


def _source_words(agreement: Mapping[str, Any]) -> list[tuple[str, str]]:
    words = agreement.get("source_words") or {}
    if not isinstance(words, Mapping):
        return []
    known = definition.fields()
    return [
        (tk._(known[name].label) if name in known else str(name), str(text))
        for name, text in words.items()
    ]
