"""What the register's page shows of a search: results, filters with their labels, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ckan.plugins.toolkit as tk

from . import bodies, flow, prose, snippet, state_tag, vocabulary
from .domain.period import display_label
from .index import NOT_STATED
from .search import FACETS, Asked, Facet

FEW = 8  # values of a filter shown before the rest folds away


@dataclass(frozen=True, slots=True)
class Result:
    """One agreement in a list."""

    address: str
    title: str
    tags: Sequence[state_tag.Tag]
    flow: flow.Flow
    sentence: str
    snippet: snippet.Snippet | None
    agreement: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter, with the arguments of the address that adds or removes it."""

    label: str
    count: int
    arguments: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: values to choose from, the most frequent first."""

    name: str
    title: str
    first: Sequence[Value]
    rest: Sequence[Value]


def results(
    found: Sequence[Mapping[str, Any]], snippets: Mapping[str, snippet.Snippet] | None = None
) -> list[Result]:
    """Return agreements as lists show them, in their order."""
    cards = bodies.cards(
        str(row.get("body"))
        for agreement in found
        for row in agreement.get("parties") or []
        if row.get("body")
    )
    return [_result(agreement, cards, (snippets or {}).get(agreement["id"])) for agreement in found]


def _result(
    agreement: Mapping[str, Any],
    cards: Mapping[str, Mapping[str, str]],
    piece: snippet.Snippet | None,
) -> Result:
    return Result(
        address=address(agreement),
        title=agreement.get("title") or "",
        tags=state_tag.tags(agreement),
        flow=flow.of(agreement, cards),
        sentence=prose.first_sentence(agreement.get("lay_summary") or ""),
        snippet=piece,
        agreement=agreement,
    )


def address(agreement: Mapping[str, Any]) -> str:
    """Return the end of an agreement's address: reference, version's name, or a draft's id."""
    if not agreement.get("reference"):
        return str(agreement["id"])
    # Until it takes its place, a new version shares its reference with the one in force.
    is_to_come = agreement.get("replaces") and not agreement.get("registered_at")
    is_other = agreement.get("status") == "superseded" or is_to_come
    return str(agreement["name"] if is_other else agreement["reference"])


def filters(asked: Asked, facets: Mapping[str, Mapping[str, Any]]) -> list[Filter]:
    """Return the filters that would narrow a search, from ``package_search``'s facets."""
    found = []
    for facet in FACETS:
        items = facets.get(facet.index, {}).get("items", ()) if facet.offered else ()
        counts = {str(item["name"]): int(item["count"]) for item in items}
        cards = bodies.cards(counts) if facet.is_body else {}
        values = []
        for stored, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            name = cards.get(stored, {}).get("name", stored)
            if name in asked.filters.get(facet.name, ()) or (facet.is_body and stored not in cards):
                continue
            arguments = _with(asked, facet, name).arguments()
            values.append(Value(_label(facet, stored, cards), count, arguments))
        values.sort(key=lambda value: (value.label == _not_stated(), -value.count, value.label))
        if values:
            found.append(Filter(facet.name, tk._(facet.title), values[:FEW], values[FEW:]))
    return found


def chosen(asked: Asked) -> list[tuple[str, Value]]:
    """Return the filters in use, each with the address that takes it away."""
    found = []
    for facet in FACETS:
        for name in asked.filters.get(facet.name, ()):
            label = bodies.title(name) if facet.is_body else _label(facet, name, {})
            arguments = _without(asked, facet, name).arguments()
            found.append((tk._(facet.title), Value(label, 0, arguments)))
    return found


def _label(facet: Facet, stored: str, cards: Mapping[str, Mapping[str, str]]) -> str:
    if stored == NOT_STATED:
        return _not_stated()
    if facet.is_body:
        return cards[stored]["title"]
    if facet.vocabulary:
        return str(tk._(vocabulary.label(facet.vocabulary, stored)))
    try:
        return str(tk._(display_label(stored)))
    except ValueError:
        return stored


def _not_stated() -> str:
    return str(tk._("Not stated"))


def _with(asked: Asked, facet: Facet, name: str) -> Asked:
    values = (*asked.filters.get(facet.name, ()), name)
    return replace(asked, filters={**asked.filters, facet.name: values}, page=1)


def _without(asked: Asked, facet: Facet, name: str) -> Asked:
    values = tuple(value for value in asked.filters[facet.name] if value != name)
    return replace(asked, filters={**asked.filters, facet.name: values}, page=1)
