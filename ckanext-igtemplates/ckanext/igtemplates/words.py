"""Stored answers in the words that a clause says them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.datashare.shared import schemas

from . import answer_texts


def words(content: Mapping[str, Any], schema: str = "agreement") -> dict[str, str]:
    """Return each answered field in words, by field; rows and several values as a list.

    Beside the fields: ``giving_bodies`` and ``receiving_bodies``, from the parties.

    :param content: decoded: lists as lists, rows as lists of dictionaries
    """
    cards = answer_texts.cards_of(content)
    found: dict[str, str] = {}
    for name, known in schemas.fields(schema).items():
        value = content.get(name)
        if known.kind == "rows":
            said = [_row(known, row, cards) for row in answer_texts.rows_of(value)]
        else:
            said = list(answer_texts.of(known, value))
        said = [text for text in said if text]
        if said:
            found[name] = _listed(said)
    for name, part in (("giving_bodies", "discloses"), ("receiving_bodies", "receives")):
        titles = [
            answer_texts.party_title(row, cards)
            for row in answer_texts.rows_of(content.get("parties"))
            if row.get(part) in (True, "true", "yes")
        ]
        if titles:
            found[name] = _listed(titles)
    return found


def _listed(said: list[str]) -> str:
    return said[0] if len(said) == 1 else "\n".join(f"- {text}" for text in said)


def _row(
    known: schemas.definition.Field, row: Mapping[str, Any], cards: Mapping[str, Mapping[str, str]]
) -> str:
    """Return a row as one line: its first words, then the rest by label."""
    parts: list[str] = []
    if known.name == "parties":
        parts.append(answer_texts.party_title(row, cards))
    for name, part in known.subfields.items():
        if name in known.life_cycle or not part.on_form or name in ("id", "body", "body_words"):
            continue
        texts = answer_texts.of(part, row.get(name))
        if part.kind == "flag":
            texts = (part.label,) if texts == ("Yes",) else ()
            parts.extend(texts)
        elif texts:
            said = ", ".join(" ".join(text.split()) for text in texts)
            parts.append(f"{part.label}: {said}" if parts else said)
    return "; ".join(parts)
