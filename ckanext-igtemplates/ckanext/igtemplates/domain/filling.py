"""A template's clauses with the answers in their slots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .clause import SLOT, Clause
from .template import Template

NOT_ANSWERED = "[not answered yet]"
NOT_STATED = "not stated"
_PARTED = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class FilledClause:
    """A clause as it reads. A paragraph that starts with ``- `` is an item of a list.

    ``locked``: nothing in it may be changed. ``edited``: it was changed here.
    """

    id: str
    heading: str
    paragraphs: tuple[str, ...]
    locked: bool
    edited: bool
    element: str

    @property
    def text(self) -> str:
        """The full text, heading first: what is signed."""
        return "\n\n".join((self.heading, *self.paragraphs))


def fill(
    template: Template,
    words: Mapping[str, str],
    edits: Mapping[str, str],
    *,
    answers: Mapping[str, object],
) -> tuple[FilledClause, ...]:
    """Return the clauses that apply, in order, filled.

    Words are put in once and never read again: what looks like a slot in them stays text. A
    paragraph whose slots are all empty, and none of them needed, is left out. An edit of a clause
    that may not change is not looked at.

    :param words: the answers in words, by field
    :param edits: the text that takes the place of a clause's editable part, by clause
    :param answers: the stored answers, on which the conditions are decided
    """
    needed = {one.field for one in template.questions if one.needed(answers)}
    return tuple(
        _filled(clause, words, edits, needed)
        for clause in template.clauses
        if clause.shown_if is None or clause.shown_if.holds(answers)
    )


def _filled(
    clause: Clause, words: Mapping[str, str], edits: Mapping[str, str], needed: set[str]
) -> FilledClause:
    edit = edits.get(clause.id, "").strip() if clause.may_change else ""
    parts: list[str] = []
    if not edit or clause.editable:
        parts += _with_answers(clause.body, words, needed)
    if edit:
        parts += _lines(edit)
    elif clause.editable:
        parts += _with_answers(clause.editable, words, needed)
    return FilledClause(
        id=clause.id,
        heading=clause.heading,
        paragraphs=tuple(parts),
        locked=not clause.may_change,
        edited=bool(edit),
        element=clause.element,
    )


def _with_answers(text: str, words: Mapping[str, str], needed: set[str]) -> Iterator[str]:
    for paragraph in _paragraphs(text):
        slots = SLOT.findall(paragraph)
        if slots and not any(words.get(slot) or slot in needed for slot in slots):
            continue

        def word(match: re.Match[str]) -> str:
            name = match.group(1)
            said = words.get(name) or (NOT_ANSWERED if name in needed else NOT_STATED)
            if not said.startswith("- ") or match[0] == match.string.strip():
                return said
            if match.string[match.end() :].strip(" ."):  # the sentence goes on: no room for a list
                return "; ".join(line.removeprefix("- ") for line in said.split("\n"))
            return f"\n{said}" if match.start() and not match.string.startswith("- ") else said

        yield from _lines(SLOT.sub(word, paragraph))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a template's text; its lines are wrapped, but for items of lists."""
    for block in _PARTED.split(text):
        current = ""
        for line in block.split("\n"):
            if line.startswith("- ") and current:
                yield current
                current = line
            else:
                current = f"{current} {line.strip()}".strip()
        if current:
            yield current


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.split("\n") if line.strip())
