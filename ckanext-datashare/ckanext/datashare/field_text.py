"""Stored values in the words that people read."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from . import bodies, vocabulary
from .domain import calendar_day, duration
from .schemas import definition


def day_words(stored: str) -> str:
    """Return “27 March 2026” for ``2026-03-27``; anything else as it is."""
    try:
        return calendar_day.words(calendar_day.parse(stored))
    except calendar_day.NotADay:
        return stored


def duration_words(stored: str) -> str:
    """Return “3 years 11 months” for ``P3Y11M``; anything else as it is."""
    try:
        return duration.parse(stored).words
    except duration.NotADuration:
        return stored


def not_stated() -> str:
    """Return what stands where nothing is known."""
    return str(tk._("Not stated by the source"))


def texts(known: definition.Field, value: Any) -> list[str]:
    """Return a field's value as texts to show, one for each item; none where nothing is known."""
    if value is None or value in ("", [], {}):
        return []
    if isinstance(value, dict):
        return [f"{place}: {words}" for place, words in value.items()]
    items = value if isinstance(value, list) else [value]
    return [_row(known, item) if known.subfields else _text(known, item) for item in items]


def _row(known: definition.Field, row: Any) -> str:
    """Return a row of a repeating field in one line: each part that says something."""
    parts = (
        (subfield, text)
        for name, subfield in known.subfields.items()
        for text in texts(subfield, row.get(name))
    )
    return "; ".join(f"{tk._(subfield.label)}: {text}" for subfield, text in parts)


def _text(known: definition.Field, item: Any) -> str:
    if known.kind == "flag":
        return str(tk._("Yes") if item in (True, "true", "yes") else tk._("No"))
    if known.vocabulary:
        return str(tk._(vocabulary.label(known.vocabulary, str(item))))
    if known.kind == "body":
        return bodies.title(str(item))
    if known.kind == "date":
        return day_words(str(item))
    return duration_words(str(item)) if known.kind == "duration" else str(item)
