"""A document as a page that stands alone. Every text is escaped; nothing else is put in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path

from ..domain.document import (
    Block,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    Paragraph,
    Table,
    Withheld,
)


@cache
def _style() -> str:
    return Path(__file__).with_name("document.css").read_text("utf-8")


def policy() -> str:
    """Return the Content-Security-Policy of the page: its own style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def render(document: Document) -> str:
    """Return the page."""
    body = "\n".join(_page(document))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, '
        f'initial-scale=1">\n<title>{escape(document.title)}</title>\n'
        f"<style>{_style()}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _page(document: Document) -> Iterator[str]:
    yield f"<main>\n<h1>{escape(document.title)}</h1>"
    if document.subject:
        yield _facts((term, (said,)) for term, said in document.subject)
    for block in document.blocks:
        yield _block(block)
    yield f"</main>\n<footer><p>{escape(document.mark)}</p></footer>"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            rank = min(level + 1, 6)
            return f"<h{rank}>{escape(text)}</h{rank}>"
        case Items(items):
            return "<ul>" + "".join(f"<li>{_lines(item)}</li>" for item in items) + "</ul>"
        case Facts(rows):
            return _facts(rows)
        case Table():
            return _table(block)
        case Note(text):
            return f'<p class="note">{_lines(text)}</p>'
        case Withheld(sentence):
            return f'<p class="withheld">{_lines(sentence)}</p>'
        case Paragraph(text):
            return f"<p>{_lines(text)}</p>"


def _facts(rows: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    found = "".join(
        f"<div><dt>{escape(term)}</dt>"
        + "".join(f"<dd>{_lines(one)}</dd>" for one in said)
        + "</div>"
        for term, said in rows
    )
    return f"<dl>{found}</dl>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.header)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_lines(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    # A wide table scrolls by itself, with the keyboard too.
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
        f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _lines(text: str) -> str:
    return "<br>".join(map(escape, text.split("\n")))
