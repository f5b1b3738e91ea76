"""What a body's page says: counts in a sentence, its agreements by what it does in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk

from . import bodies, results
from .importers import known
from .schemas import definition
from .search import Asked

FEW = 10  # agreements in each list, before the register shows the rest
_NOT_FACTS = frozenset({"title", "name", "official_name", "description", "website", "confirmed"})
_CONTACTS = ("rights_mailbox", "dpo_mailbox", "siro_mailbox")


@dataclass(frozen=True, slots=True)
class Group:
    """Agreements in which a body does the same; ``asked`` finds all of them on the register."""

    id: str
    title: str
    count: int
    results: Sequence[results.Result]
    asked: Asked


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about a body."""

    label: str
    value: str
    is_mailbox: bool = False


def find(named: str) -> str | None:
    """Return the address of the body that anybody calls ``named``, in a link or in words."""
    spoken = named.replace("-", " ")
    for spelling in (named, spoken):
        body = bodies.find_id(spelling)
        if body is None and (expected := known.find(spelling)) is not None:
            body = bodies.find_id(expected.name)
        if body is not None:
            return bodies.cards([body]).get(body, {}).get("name")
    return None


def asked(body: str, kind: str) -> Asked:
    """Return the search for agreements in which the body gives, gets, does both, or is named."""
    filters = {
        "gives": {"gives": (body,)},
        "gets": {"gets": (body,)},
        "both": {"gives": (body,), "gets": (body,)},
        "all": {"body": (body,)},
    }
    return Asked(filters=filters[kind])


def titles() -> dict[str, str]:
    """Return the headings of a body's agreements, by what it does in them."""
    return {
        "gives": tk._("It gives data"),
        "gets": tk._("It gets data"),
        "both": tk._("It gives and gets data"),
    }


def sentence(title: str, counts: Mapping[str, int]) -> str:
    """Return how many agreements a body is in and what it does in them."""
    total = counts["all"]
    words = tk.ungettext(
        "{title} is in {total} agreement on the register.",
        "{title} is in {total} agreements on the register.",
        total,
    ).format(title=title, total=total)
    what = [
        phrase.format(count=counts[kind])
        for kind, phrase in (
            ("gives", tk._("gives data under {count}")),
            ("gets", tk._("gets data under {count}")),
            ("both", tk._("does both under {count}")),
        )
        if counts[kind]
    ]
    return f"{words} {tk._('It {what}.').format(what=', '.join(what))}" if what else str(words)


def other_names(organization: Mapping[str, Any]) -> list[str]:
    """Return every other name a body is known by, each once."""
    listed = known.find(str(organization["title"]))
    names = [
        *([organization["official_name"]] if organization.get("official_name") else []),
        *bodies.other_names(str(organization["id"])),
        *(listed.known_as if listed is not None else ()),
    ]
    return [name for name in dict.fromkeys(names) if name != organization["title"]]


def facts(organization: Mapping[str, Any]) -> list[Fact]:
    """Return what is known of a body beside its contacts: kind, area, identifiers, assurance."""
    found = []
    for name, field in definition.fields("body").items():
        if field.section not in ("about", "identifiers", "assurance") or name in _NOT_FACTS:
            continue
        text = "; ".join(tk.h.datashare_texts(field, organization.get(name)))
        if text:
            found.append(Fact(tk._(field.label), text))
    return found


def contacts(organization: Mapping[str, Any]) -> list[Fact]:
    """Return the team mailboxes of a body; never a person's name."""
    known_fields = definition.fields("body")
    return [
        Fact(tk._(known_fields[name].label), str(organization[name]), is_mailbox=True)
        for name in _CONTACTS
        if organization.get(name)
    ]
