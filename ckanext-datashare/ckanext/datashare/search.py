"""The register as people search it: what an address asks, and the search that answers it.

Everything goes through ``package_search``, so that results, counts and facets are those of
whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import bodies
from .domain.period import Standing
from .domain.state import State

PAGE_SIZE = 20
# As long as anybody types; a search engine reads no novels.
MAX_WORDS = 300
MAX_PAGE = 500
_FILTER_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
# Fields, groups and wildcards are the search engine's grammar, not people's words.
_GRAMMAR = re.compile(r"[][:{}()\\^~*?!|&/]|(?:(?<=\s)|^)[+-]+")

ON_REGISTER = (
    *(standing.value for standing in Standing),
    *(State.SUSPENDED.value, State.ENDED.value, State.SUPERSEDED.value),
)
IN_PREPARATION = (
    *(State.DRAFT.value, State.REVIEW.value, State.AGREED.value, State.SIGNING.value),
    *(State.REFUSED.value, State.WITHDRAWN.value, State.TAKEN_DOWN.value),
)


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search: its name in addresses, its index field, its list of labels."""

    name: str
    index: str
    title: str
    vocabulary: str = ""
    offered: bool = True

    @property
    def is_body(self) -> bool:
        """Return whether the values are bodies: ids in the index, names in addresses."""
        return self.name in ("body", "gives", "gets")


FACETS = (
    Facet("body", "ds_body", "Organisation"),
    Facet("status", "ds_status", "State"),
    Facet("theme", "ds_theme", "Theme", "theme"),
    Facet("power", "ds_power", "Legal power", "legal_powers"),
    Facet("people", "ds_data_subjects", "People the data is about", "data_subjects"),
    Facet("area", "ds_area", "Area", "areas"),
    Facet("gives", "ds_gives", "Gives data", offered=False),
    Facet("gets", "ds_gets", "Gets data", offered=False),
)
RELEVANCE = "relevance"
SORTS = {
    RELEVANCE: "score desc, metadata_modified desc",
    "newest": "ds_registered desc, title_string asc",
    "title": "title_string asc",
    "end": "ds_end asc, title_string asc",
    "review": "ds_review asc, title_string asc",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of the register asks for."""

    words: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    in_preparation: bool = False

    @property
    def query(self) -> str:
        """Return the words as the search engine gets them."""
        return _cleaned(self.words)

    @property
    def order(self) -> str:
        """Return how results are sorted: by relevance where words are searched."""
        if self.sort in SORTS and (self.words or self.sort != RELEVANCE):
            return self.sort
        return RELEVANCE if self.words else "newest"

    def arguments(self) -> list[tuple[str, str]]:
        """Return the address's arguments, those that say nothing left out, without the page."""
        given = [("q", self.words)] if self.words else []
        given += [(name, value) for name, values in self.filters.items() for value in values]
        if self.sort:
            given.append(("sort", self.sort))
        if self.in_preparation:
            given.append(("in", "preparation"))
        return given

    def parameters(self) -> dict[str, Any]:
        """Return what ``package_search`` is asked."""
        return {
            "q": self.query,
            "fq_list": self._filter_queries(),
            "rows": PAGE_SIZE,
            "start": (self.page - 1) * PAGE_SIZE,
            "sort": SORTS[self.order],
            "facet.field": [facet.index for facet in FACETS if facet.offered],
            "facet.limit": 100,
            "include_private": True,
        }

    def _filter_queries(self) -> list[str]:
        states = IN_PREPARATION if self.in_preparation else ON_REGISTER
        found = ["+dataset_type:agreement", f"+ds_status:({' OR '.join(states)})"]
        for facet in FACETS:
            for value in self.filters.get(facet.name, ()):
                stored = (bodies.find_id(value) or value) if facet.is_body else value
                found.append(f'+{facet.index}:"{stored}"')
        return found


def _cleaned(words: str) -> str:
    text = _GRAMMAR.sub(" ", words)
    if text.count('"') % 2:
        text = text.replace('"', " ")
    return " ".join(text.split()) if re.search(r"\w", text) else ""


def asked(arguments: Any) -> Asked:
    """Return what the arguments of an address ask; what cannot be meant is left out."""
    filters = {}
    for facet in FACETS:
        values = [
            value for value in arguments.getlist(facet.name) if _FILTER_VALUE.fullmatch(value)
        ]
        if values:
            filters[facet.name] = tuple(dict.fromkeys(values[:10]))
    words = " ".join(arguments.get("q", "").split())[:MAX_WORDS]
    sort = arguments.get("sort", "")
    number = arguments.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    return Asked(
        words=words if _cleaned(words) else "",
        filters=filters,
        sort=sort if sort in SORTS else "",
        page=min(max(page, 1), MAX_PAGE),
        in_preparation=arguments.get("in") == "preparation",
    )
