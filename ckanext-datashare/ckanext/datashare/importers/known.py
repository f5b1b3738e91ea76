"""Bodies known by name: every spelling found in the registers we read leads to one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import yaml

from .words import folded

DATA = Path(__file__).parent / "data"
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
# The fields of a body that hold an identifier, and the scheme each is written with in files.
SCHEMES = {
    "ons": "ons_code",
    "ods": "ods_code",
    "company": "company_number",
    "government": "government_code",
    "ico": "ico_registration",
}


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body of the table; ``facts`` are fields of the organization schema."""

    name: str
    title: str
    known_as: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def identifiers(self) -> tuple[tuple[str, str], ...]:
        """Return pairs of scheme and code."""
        held = ((scheme, self.facts.get(column, "")) for scheme, column in SCHEMES.items())
        return tuple((scheme, code) for scheme, code in held if code)


def key(name: str) -> str:
    """Return what two spellings of one name have in common."""
    return _NOT_IN_NAMES.sub(" ", folded(name).replace("'", "").replace("&", " and ")).strip()


def find(name: str) -> KnownBody | None:
    """Return the body that ``name`` is a spelling of."""
    return _by_key().get(key(name))


def find_identified(scheme: str, code: str) -> KnownBody | None:
    """Return the body with this identifier."""
    wanted = (scheme, code.strip().upper())
    return next((body for body in bodies() if wanted in body.identifiers), None)


def leading(text: str) -> KnownBody | None:
    """Return the body whose name ``text`` starts with, the longest name that fits."""
    words = re.split(r"[.,;:()\n]", text.strip(), maxsplit=1)[0].removeprefix("the ").split()
    tries = (find(" ".join(words[:count])) for count in range(min(len(words), 12), 0, -1))
    return next((body for body in tries if body is not None), None)


def title(name: str) -> str:
    """Return the known title for ``name``; the name itself where it is not known."""
    body = find(name)
    return body.title if body else name


@lru_cache(maxsize=1)
def bodies() -> tuple[KnownBody, ...]:
    """Return the table in the file's order, the 33 boroughs first."""
    rows = yaml.safe_load((DATA / "bodies.yaml").read_text(encoding="utf-8"))["bodies"]
    return tuple(
        KnownBody(
            name=row.pop("name"),
            title=row.pop("title"),
            known_as=tuple(row.pop("known_as")),
            facts=row,
        )
        for row in rows
    )


def boroughs() -> list[KnownBody]:
    """Return the 32 London boroughs and the City, by ONS code."""
    return [body for body in bodies() if body.facts["body_kind"] == "borough"]


@lru_cache(maxsize=1)
def _by_key() -> Mapping[str, KnownBody]:
    found: dict[str, KnownBody] = {}
    for body in bodies():
        names = (body.title, body.facts.get("official_name", body.title), *body.known_as)
        for spelling in {key(name) for name in names}:
            if found.setdefault(spelling, body) is not body:
                raise ValueError(f"“{spelling}” is two bodies: {found[spelling].name}, {body.name}")
    return found
