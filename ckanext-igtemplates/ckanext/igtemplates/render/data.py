"""A document as plain data, for a renderer that is no Python."""

from __future__ import annotations

from typing import Any

from ..domain.document import Block, Document, Facts, Heading, Items, Note, Table, Withheld


def of(document: Document) -> dict[str, Any]:
    """Return the document as JSON holds it."""
    language, _, region = document.language.partition("-")
    made = document.made
    return {
        "title": document.title,
        "lang": language or "en",
        "region": region or None,
        "subject": [[term, [said]] for term, said in document.subject],
        "mark": document.mark,
        "blocks": [_block(block) for block in document.blocks],
        "made": made
        and {
            name: getattr(made, name)
            for name in ("year", "month", "day", "hour", "minute", "second")
        },
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": text}
        case Items(items):
            return {"kind": "items", "items": list(items)}
        case Facts(rows):
            return {"kind": "facts", "rows": [[term, list(said)] for term, said in rows]}
        case Table(_, header, rows):
            return {"kind": "table", "header": list(header), "rows": [list(row) for row in rows]}
        case Note(text):
            return {"kind": "note", "text": text}
        case Withheld(sentence):
            return {"kind": "withheld", "text": sentence}
    return {"kind": "paragraph", "text": block.text}
