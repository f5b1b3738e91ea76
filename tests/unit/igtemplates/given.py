"""A small template as data, for tests to change."""

from __future__ import annotations

import copy
from typing import Any

_SMALL: dict[str, Any] = {
    "id": "small",
    "version": "1",
    "kind": "many_parties",
    "title": "A small template",
    "summary": "For tests.",
    "applies_to": "agreement",
    "use_when": ["Two bodies share"],
    "refused_when": [
        {"condition": {"field": "data_types", "holds": "special"}, "reason": "Use the full one."}
    ],
    "sections": [{"id": "why", "title": "Why"}, {"id": "what", "title": "What"}],
    "questions": [
        {"id": "purpose", "section": "why", "field": "purpose", "text": "Why?", "required": True},
        {"id": "types", "section": "what", "field": "data_types", "text": "What types?"},
        {
            "id": "article-9",
            "section": "what",
            "field": "article_9",
            "text": "Which condition?",
            "shown_if": {"field": "data_types", "holds": "special"},
            "required_if": {"field": "data_types", "holds": "special"},
        },
    ],
    "clauses": [
        {"id": "purpose", "heading": "Purpose", "body": "The purpose is:\n\n{{purpose}}"},
        {
            "id": "security",
            "heading": "Security",
            "body": "Each body keeps the data safe.",
            "editable": "It is sent by secure mail.",
            "element": "security",
        },
        {
            "id": "special",
            "heading": "Special data",
            "body": "The condition is {{article_9}}.",
            "shown_if": {"field": "data_types", "holds": "special"},
        },
        {"id": "notes", "heading": "Notes", "body": "None.", "locked": False},
    ],
    "language": "en",
    "licence": "OGL-UK-3.0",
    "source": "Made for tests.",
}


def small(**changes: Any) -> dict[str, Any]:
    """Return the template, changed at the top."""
    return {**copy.deepcopy(_SMALL), **changes}
