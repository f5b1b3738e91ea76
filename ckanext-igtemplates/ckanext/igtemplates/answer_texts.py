"""Stored answers as a document says them: in its own language, whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import bodies, schemas, vocabulary

NOT_STATED = "Not stated"
_YES = (True, "true", "yes")


def of(known: schemas.definition.Field, value: Any) -> tuple[str, ...]:
    """Return a field's value as texts, one for each item; none where nothing is said."""
    if value is None or value in ("", [], {}):
        return ()
    if isinstance(value, Mapping):
        return tuple(f"{place}: {words}" for place, words in value.items())
    items = value if isinstance(value, list) else [value]
    return tuple(_text(known, item) for item in items)


def rows_of(value: Any) -> list[Mapping[str, Any]]:
    """Return the rows of a repeating field; whatever else is stored has none."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def party_title(row: Mapping[str, Any], cards: Mapping[str, Mapping[str, str]]) -> str:
    """Return what a party is called: its body's title, or the words of the text."""
    card = cards.get(str(row.get("body") or ""), {})
    return str(card.get("title") or row.get("body_words") or NOT_STATED)


def cards_of(agreement: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return title and name of each body that an agreement names, by id."""
    named = {str(row["body"]) for row in rows_of(agreement.get("parties")) if row.get("body")}
    return bodies.cards(named | {str(agreement.get("owner_org") or "")})


def _text(known: schemas.definition.Field, item: Any) -> str:
    if known.kind == "flag":
        return "Yes" if item in _YES else "No"
    if known.vocabulary:
        return vocabulary.label(known.vocabulary, str(item))
    if known.kind == "body":
        return bodies.title(str(item))
    if known.kind == "date":
        return str(tk.h.datashare_day_words(str(item)))
    if known.kind == "duration":
        return str(tk.h.datashare_duration_words(str(item)))
    return str(item)
