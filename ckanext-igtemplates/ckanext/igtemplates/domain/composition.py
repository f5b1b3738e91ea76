"""Puts an agreement together as a document: its clauses, what is agreed in them, what is said.

Pure: the words of the answers come in, and what is withheld is taken out here, before any form of
the document is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from .document import (
    Block,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    Paragraph,
    Table,
    Withheld,
    plain,
)
from .filling import FilledClause

DRAFT = "DRAFT: not agreed and not signed"


@dataclass(frozen=True, slots=True)
class Said:
    """What an agreement says in one field: texts, or rows under a header.

    ``rows`` wins over ``texts``; ``header`` names the columns of ``rows``.
    """

    field: str
    label: str
    texts: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A group of fields under one heading."""

    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """An agreement ready to be put together.

    :param clauses: filled clauses of its template, none without one
    :param parts: its fields, group by group
    :param template: title and version of its template in words, empty without one
    """

    title: str
    lead: str
    reference: str
    version: int
    root: str
    parts: tuple[Part, ...]
    clauses: tuple[FilledClause, ...] = ()
    template: str = ""
    language: str = "en-GB"
    made: datetime | None = None


def compose(writing: Writing, *, withheld: Mapping[str, str]) -> Document:
    """Return the document; a part that is withheld is its sentence and nothing else.

    :param withheld: path (``field:<name>``, ``clause:<id>``) to the sentence in its place
    """
    title = withheld.get("field:title") or writing.title
    return Document(
        title=_line(title),
        language=writing.language,
        subject=tuple((term, _line(said)) for term, said in _subject(writing, withheld)),
        mark=_mark(writing),
        blocks=tuple(_blocks(writing, withheld)),
        made=writing.made,
    )


def _subject(writing: Writing, withheld: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "Reference", writing.reference or "given when the text is frozen"
    yield "Version", str(writing.version)
    yield "State of this text", "Frozen for signing" if writing.root else DRAFT
    yield "Looked after by", withheld.get("field:owner_org") or writing.lead
    if writing.template:
        yield "Written from", writing.template
    if writing.root:
        yield "Fingerprint (SHA-256 root)", writing.root


def _mark(writing: Writing) -> str:
    name = f"{writing.reference or 'No reference yet'}, version {writing.version}"
    if not writing.root:
        return f"DRAFT. {name}"
    return f"{name}. Fingerprint {writing.root[:16]}"


def _blocks(writing: Writing, withheld: Mapping[str, str]) -> Iterator[Block]:
    if not writing.root:
        yield Note(f"{DRAFT}. The words may still change.")
    if writing.clauses:
        yield Heading(1, "The agreement")
        for number, clause in enumerate(writing.clauses, start=1):
            yield from _clause(number, clause, withheld)
        yield Heading(1, "Schedule: particulars")
        level = 2
    else:
        level = 1
    for part in writing.parts:
        yield Heading(level, _line(part.title))
        yield from _part(part, level + 1, withheld)
    if writing.root:
        yield Heading(1, "How to check this document")
        yield Paragraph(
            "The fingerprint on the first page is the root over every field and clause of this "
            "version. Each signature is given over it. The register publishes the statements that "
            "were signed, and a program with which anyone can check them without the register. "
            "Where a part is withheld, its own fingerprint stands in the published proof."
        )


def _clause(number: int, clause: FilledClause, withheld: Mapping[str, str]) -> Iterator[Block]:
    sentence = withheld.get(f"clause:{clause.id}")
    if sentence:  # its heading is part of what is withheld
        yield Heading(2, f"{number}. Withheld")
        yield Withheld(_line(sentence))
        return
    yield Heading(2, f"{number}. {_line(clause.heading)}")
    yield from prose(clause.paragraphs)
    if clause.edited:
        yield Note("This clause differs from the approved text. The schedule says why.")


def prose(paragraphs: tuple[str, ...]) -> Iterator[Block]:
    """Yield paragraphs; those that start with ``- `` and stand together are one list."""
    items: list[str] = []
    for paragraph in paragraphs:
        if paragraph.startswith("- "):
            items.append(plain(paragraph[2:]))
            continue
        if items:
            yield Items(tuple(items))
            items = []
        yield Paragraph(plain(paragraph))
    if items:
        yield Items(tuple(items))


def _part(part: Part, level: int, withheld: Mapping[str, str]) -> Iterator[Block]:
    facts: list[tuple[str, tuple[str, ...]]] = []
    for said in part.said:
        sentence = withheld.get(f"field:{said.field}")
        if sentence:
            facts.append((_line(said.label), (_line(sentence),)))
        elif said.rows:
            if facts:
                yield Facts(tuple(facts))
                facts = []
            yield Heading(level, _line(said.label))
            rows = tuple(tuple(map(plain, row)) for row in _shown(said, withheld))
            yield Table(_line(said.label), tuple(map(_line, said.header)), rows)
        else:
            facts.append((_line(said.label), tuple(map(plain, said.texts))))
    if facts:
        yield Facts(tuple(facts))


def _shown(said: Said, withheld: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows; a change to a clause that is withheld goes with the clause."""
    for row in said.rows:
        sentence = withheld.get(f"clause:{row[0]}") if said.field == "deviations" else None
        yield (row[0], *[sentence] * (len(row) - 1)) if sentence else row


def _line(text: str) -> str:
    return " ".join(plain(text).split())
