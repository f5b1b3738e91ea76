"""A template as its page tells it: words in place of slots, questions by section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import schemas

from .domain.clause import SLOT
from .domain.element import ELEMENTS

_MADE = {"giving_bodies": "Bodies that give", "receiving_bodies": "Bodies that receive"}


def groups(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the templates under what they are for."""
    titles = (
        ("agreement", tk._("Agreements")),
        ("dpia", tk._("Impact assessments")),
        ("notice", tk._("Privacy notices")),
    )
    rows = list(rows)
    found = [
        {"id": key, "title": title, "rows": [row for row in rows if row["applies_to"] == key]}
        for key, title in titles
    ]
    return [group for group in found if group["rows"]]


def sections(template: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the sections, each with its questions."""
    return [
        {
            **section,
            "questions": [
                {
                    **question,
                    "always": not question.get("shown_if"),
                }
                for question in template["questions"]
                if question["section"] == section["id"]
            ],
        }
        for section in template["sections"]
    ]


def clauses(template: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the clauses as they read before anything is answered."""
    labels = _labels("dpia" if template["applies_to"] == "dpia" else "agreement")
    return [
        {
            "id": clause["id"],
            "heading": clause["heading"],
            "fixed": "" if _is_free(clause) else _blank(clause["body"], labels),
            "free": _blank(clause["body"], labels) if _is_free(clause) else "",
            "editable": _blank(clause.get("editable", ""), labels),
            "guidance": clause.get("guidance", ""),
            "element": ELEMENTS[clause["element"]].title if clause.get("element") else "",
            "sometimes": bool(clause.get("shown_if")),
        }
        for clause in template["clauses"]
    ]


def mine(
    approvals: Iterable[Mapping[str, Any]], places: Sequence[Mapping[str, str]]
) -> list[Mapping[str, Any]]:
    """Return the approvals that the reader may withdraw."""
    held = {(place["body"], place["role"]) for place in places}
    return [row for row in approvals if (row["body"], row["role"]) in held]


def _is_free(clause: Mapping[str, Any]) -> bool:
    return not clause["locked"] and not clause.get("editable")


def _labels(schema: str) -> dict[str, str]:
    return {name: field.label for name, field in schemas.fields(schema).items()} | _MADE


def _blank(text: str, labels: Mapping[str, str]) -> str:
    return SLOT.sub(lambda slot: f"[{labels.get(slot[1], slot[1])}]", text)
