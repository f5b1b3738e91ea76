"""A document as plain text, to paste into a page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..domain.document import Block, Document, Facts, Heading, Items, Note, Table, Withheld

WIDTH = 80


def render(document: Document) -> str:
    """Return the text."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield from (document.title, "=" * min(len(document.title), WIDTH), "")
    for term, said in document.subject:
        yield f"{term}: {said}"
    for block in document.blocks:
        yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(_, text):
            yield from (text, "-" * min(len(text), WIDTH))
        case Items(items):
            for item in items:
                yield textwrap.fill(item, WIDTH, initial_indent="* ", subsequent_indent="  ")
        case Facts(rows):
            for term, said in rows:
                yield from (f"{term}:", *said)
        case Table(_, header, rows):
            for row in rows:
                yield from (f"{name}: {cell}" for name, cell in zip(header, row, strict=True))
                yield ""
        case Note(text):
            yield f"[{text}]"
        case Withheld(sentence):
            yield f"[{sentence}]"
        case _:
            for line in block.text.split("\n"):
                yield textwrap.fill(line, WIDTH)
