"""What projects and assessments say, in words for their pages, and the mistakes of small forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import form, schemas


def sections(schema: str, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the sections that say something: title, and label and paragraphs of each answer."""
    found = []
    for section in schemas.sections(schema):
        answers = [
            {"label": tk._(known.label), "texts": texts}
            for known in section.fields
            if known.on_form
            and known.name not in ("title", "owner_org", "risks", "measures")
            and (texts := tk.h.datashare_texts(known, content.get(known.name)))
        ]
        if answers:
            found.append({"id": section.id, "title": tk._(section.title), "answers": answers})
    return found


def mistakes(errors: Mapping[str, Any], places: Mapping[str, str]) -> list[form.Mistake]:
    """Return the summary of what is wrong; a field in ``places`` links to the id it has there."""
    return [
        form.Mistake(f"#{places[name]}" if name in places else "", text)
        for name, texts in errors.items()
        for text in (texts if isinstance(texts, list) else [texts])
        if isinstance(text, str)
    ]
