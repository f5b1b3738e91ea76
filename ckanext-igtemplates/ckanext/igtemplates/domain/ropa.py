"""Records of processing activities: what each party has to record about an agreement.

Controllers: UK GDPR Article 30(1), with what the ICO asks to be documented beside it. Processors:
Article 30(2). Each column says which point of the law it answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NOT_STATED = "Not stated"
CONTROLLER = "controller"
PROCESSOR = "processor"


@dataclass(frozen=True, slots=True)
class Place:
    """A party's place in an agreement, in words where ``role`` is not: the id of a list's term.

    ``lawful_basis``, ``contact``, ``dpo`` and ``privacy_notice`` are this party's own; empty where
    only the agreement's are known.
    """

    id: str
    title: str
    role: str
    gives: bool = False
    gets: bool = False
    lawful_basis: str = ""
    contact: str = ""
    dpo: str = ""
    privacy_notice: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing to record: what all ``fields`` of the agreement say, in order."""

    id: str
    label: str
    law: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one party records: ``kind`` controller or processor, and a text for each column."""

    place: Place
    kind: str
    cells: tuple[tuple[Column, str], ...]


_ACTIVITY = ("agreement", "title")
_TRANSFERS = ("outside_uk", "transfer_safeguard")

CONTROLLER_COLUMNS = (
    Column("organisation", "Controller", "Article 30(1)(a)"),
    Column("contact", "Contact", "Article 30(1)(a)", ("rights_contact",)),
    Column("dpo", "Data protection officer", "Article 30(1)(a)"),
    Column("capacity", "Acts as", "Article 30(1)(a)"),
    Column("joint_controllers", "Joint controllers", "Article 30(1)(a)"),
    Column("activity", "Activity", "ICO documentation", _ACTIVITY),
    Column("part", "Its part", "ICO documentation"),
    Column("purposes", "Purposes", "Article 30(1)(b)", ("purpose", "purposes")),
    Column("people", "People the data is about", "Article 30(1)(c)", ("data_subjects",)),
    Column(
        "data",
        "Categories of data",
        "Article 30(1)(c)",
        ("disclosed_information", "data_items", "data_types"),
    ),
    Column("source", "Where the data comes from", "ICO documentation"),
    Column("recipients", "Who receives it", "Article 30(1)(d)", ("onward_sharing_conditions",)),
    Column("processors", "Processors", "Article 30(1)(d)"),
    Column("transfers", "Outside the United Kingdom", "Article 30(1)(e)", _TRANSFERS),
    Column(
        "kept",
        "Kept for",
        "Article 30(1)(f)",
        ("retention_period", "retention_start", "retention_details", "disposal"),
    ),
    Column("security", "Security measures", "Article 30(1)(g)", ("security_measures",)),
    Column("location", "Where it is kept", "ICO documentation", ("storage_location",)),
    Column("lawful_basis", "Lawful basis", "Article 6; ICO documentation", ("article_6",)),
    Column("article_9", "Special category condition", "Article 9", ("article_9",)),
    Column("schedule_1", "Schedule 1 condition", "DPA 2018 Schedule 1", ("schedule_1",)),
    Column("powers", "Legal powers", "DPA 2018 s.8", ("legal_powers", "legal_powers_other")),
    Column("automated", "Decisions by computer alone", "Article 22", ("automated_decisions",)),
    Column("rights", "Who answers people", "Article 12", ("rights_contact",)),
    Column("notice", "Privacy notice", "Articles 13 and 14"),
    Column("dpia", "Impact assessment", "Article 35", ("dpia", "dpia_not_needed_reason")),
    Column("breach", "If data is lost or misused", "Article 33", ("breach_procedure",)),
    Column("review", "Next review", "ICO documentation", ("review_date",)),
)
PROCESSOR_COLUMNS = (
    Column("organisation", "Processor", "Article 30(2)(a)"),
    Column("contact", "Contact", "Article 30(2)(a)", ("rights_contact",)),
    Column("dpo", "Data protection officer", "Article 30(2)(a)"),
    Column("controllers", "On behalf of", "Article 30(2)(a)"),
    Column("activity", "Activity", "ICO documentation", _ACTIVITY),
    Column("part", "Its part", "ICO documentation"),
    Column("processing", "Categories of processing", "Article 30(2)(b)", ("purposes", "method")),
    Column("transfers", "Outside the United Kingdom", "Article 30(2)(c)", _TRANSFERS),
    Column("security", "Security measures", "Article 30(2)(d)", ("security_measures",)),
    Column("location", "Where it is kept", "ICO documentation", ("storage_location",)),
    Column("kept", "Kept for", "Article 28(3)(g)", ("retention_period", "disposal")),
    Column("breach", "If data is lost or misused", "Article 33(2)", ("breach_procedure",)),
    Column("review", "Next review", "ICO documentation", ("review_date",)),
)
COLUMNS = {CONTROLLER: CONTROLLER_COLUMNS, PROCESSOR: PROCESSOR_COLUMNS}
_CAPACITY = {
    "controller": "Controller",
    "joint-controller": "Joint controller",
    "recipient": "Recipient; its role is not stated",
}


def entries(said: Mapping[str, str], places: Sequence[Place]) -> tuple[Entry, ...]:
    """Return the record of every party, in the order of the text.

    :param said: the agreement in words by field; ``agreement`` holds its reference and version
    """
    return tuple(_entry(said, place, places) for place in places)


def all_columns() -> tuple[Column, ...]:
    """Return the columns of both kinds, each once, for one table that holds all entries."""
    known = {column.id for column in CONTROLLER_COLUMNS}
    more = (column for column in PROCESSOR_COLUMNS if column.id not in known)
    return (*CONTROLLER_COLUMNS, *more)


def _entry(said: Mapping[str, str], place: Place, places: Sequence[Place]) -> Entry:
    kind = PROCESSOR if place.role == "processor" else CONTROLLER
    own = _own(place, places)
    cells = []
    for column in COLUMNS[kind]:
        texts = [own.get(column.id, "")]
        # What a party says for itself takes the place of what the agreement says for all.
        if not texts[0] or column.id == "recipients":
            texts += [said.get(field, "") for field in column.fields]
        cells.append((column, "\n".join(filter(None, texts)) or NOT_STATED))
    return Entry(place, kind, tuple(cells))


def _own(place: Place, places: Sequence[Place]) -> dict[str, str]:
    others = [one for one in places if one.id != place.id or one.title != place.title]

    def titles(role: str) -> str:
        return "; ".join(one.title for one in others if one.role == role)

    joint = place.role == "joint-controller"
    return {
        "organisation": place.title,
        "contact": place.contact,
        "dpo": place.dpo,
        "capacity": _CAPACITY.get(place.role, NOT_STATED),
        "joint_controllers": titles("joint-controller") if joint else "None",
        "controllers": "; ".join(
            one.title for one in others if one.role in ("controller", "joint-controller")
        ),
        "part": _part(place),
        "source": "; ".join(one.title for one in others if one.gives) if place.gets else "Its own",
        "recipients": "; ".join(one.title for one in others if one.gets),
        "processors": titles("processor") or "None in this agreement",
        "lawful_basis": place.lawful_basis,
        "notice": place.privacy_notice,
    }


def _part(place: Place) -> str:
    if place.gives and place.gets:
        return "Gives and gets data"
    return "Gives data" if place.gives else "Gets data" if place.gets else ""
