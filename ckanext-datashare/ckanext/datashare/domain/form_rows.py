"""Rows of repeating fields as a form posts them: ``parties-0-body``, ``parties-12-role``.

Numbers are read as numbers, each field on its own; gaps close up and blank rows fall away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TypeAlias

MAX_ROWS = 500
_MAX_NUMBER = 9999
_NAME = re.compile(r"([a-z][a-z0-9_]*)-([^-]*)-(.*)", re.DOTALL)

Rows: TypeAlias = "list[dict[str, object]]"


class RowRefused(ValueError):
    """A row that cannot be read; ``field`` says where, the message what to do."""

    def __init__(self, *, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def expand(
    data: Mapping[str, object], *, fields: Mapping[str, Collection[str]]
) -> tuple[dict[str, object], dict[str, Rows]]:
    """Return ``data`` without its row keys, and the rows of each field that had some.

    :param fields: subfields by the name of their repeating field.
    :raises RowRefused: for a number that is none, too many rows, or an unknown subfield.
    """
    rest: dict[str, object] = {}
    found: dict[str, dict[int, dict[str, object]]] = {}
    for key, value in data.items():
        parts = _NAME.fullmatch(key)
        if parts is None or parts[1] not in fields:
            rest[key] = value
            continue
        field, number, subfield = parts.groups()
        if subfield not in fields[field]:
            raise RowRefused(field=field, sentence=f"There is no “{subfield[:60]}” in these rows.")
        found.setdefault(field, {}).setdefault(_number(number, field), {})[subfield] = value
    return rest, {
        field: limited([numbered[number] for number in sorted(numbered)], field=field)
        for field, numbered in found.items()
    }


def readable(
    data: Mapping[str, object], *, fields: Mapping[str, Collection[str]]
) -> dict[str, Rows]:
    """Return the rows that can be read, at most :data:`MAX_ROWS` of a field, and refuse nothing."""
    found: dict[str, dict[int, dict[str, object]]] = {}
    for key, value in data.items():
        parts = _NAME.fullmatch(key)
        if parts is None or parts[3] not in fields.get(parts[1], ()):
            continue
        try:
            number = _number(parts[2], parts[1])
        except RowRefused:
            continue
        found.setdefault(parts[1], {}).setdefault(number, {})[parts[3]] = value
    return {
        field: [numbered[number] for number in sorted(numbered)][:MAX_ROWS]
        for field, numbered in found.items()
    }


def limited(rows: Rows, *, field: str) -> Rows:
    """Return the rows that say something.

    :raises RowRefused: when there are more than :data:`MAX_ROWS`.
    """
    kept = [row for row in rows if not is_blank(row)]
    if len(kept) > MAX_ROWS:
        sentence = f"Enter at most {MAX_ROWS} rows. This has {len(kept):,}."
        raise RowRefused(field=field, sentence=sentence)
    return kept


def is_blank(row: Mapping[str, object]) -> bool:
    """Return whether nothing was entered; a tick box left alone posts ``false``."""
    return all(_blank(value) for value in row.values())


def _blank(value: object) -> bool:
    if isinstance(value, list):
        return all(_blank(item) for item in value)
    if isinstance(value, str):
        return value.strip() in ("", "false")
    return value is None or value is False


def _number(text: str, field: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) <= _MAX_NUMBER):
        sentence = f"Rows are numbered from 0 to {_MAX_NUMBER}, not “{text[:20]}”."
        raise RowRefused(field=field, sentence=sentence)
    return int(text)
