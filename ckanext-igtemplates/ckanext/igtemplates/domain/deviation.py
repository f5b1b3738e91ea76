"""What a text says differently from the approved one, word by word, and whether it says why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from .clause import SLOT, Clause
from .filling import NOT_ANSWERED
from .template import Template

# A longer passage that was rewritten is shown whole: comparing it word by word takes the square of
# its length and helps nobody.
MOST_WORDS = 1200
# A break within a paragraph: no empty line beside it, no item of a list after it.
_BREAK = re.compile(r"(?<!\n)\n(?!\n|- )")
_WORD = re.compile(r"\s+|[^\W_]+(?:['\u2019-][^\W_]+)*|.", re.DOTALL)


class Kind(str, Enum):
    """What happened to a passage."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words, and what happened to it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """One clause whose editable part differs from the approved text."""

    clause: str
    heading: str
    approved: str
    changed: str
    reason: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All deviations of a text, and the clauses it names where nothing may be changed."""

    deviations: tuple[Deviation, ...]
    refused: tuple[str, ...] = ()

    @property
    def without_reason(self) -> tuple[Deviation, ...]:
        """Return the deviations that nobody gave a reason for."""
        return tuple(one for one in self.deviations if not one.reason)

    @property
    def sentence(self) -> str:
        """Return the report in a sentence."""
        count = len(self.deviations)
        if not count:
            return "The text is the approved one."
        given = count - len(self.without_reason)
        what = "1 clause changed" if count == 1 else f"{count} clauses changed"
        if given == count:
            return f"{what}, with reasons." if count > 1 else f"{what}, with a reason."
        return f"{what}, reasons given for {given}."


def report(
    template: Template,
    rows: Iterable[Mapping[str, object]],
    answers: Mapping[str, object],
    *,
    words: Mapping[str, str],
) -> Report:
    """Return how a text differs from its template.

    :param rows: ``{"clause", "change", "reason"}``: the text in place of a clause's editable part
    :param answers: decide which clauses are in the text; a change of another is left out
    :param words: the same answers in words, by field
    """
    clauses = {clause.id: clause for clause in template.clauses}
    found: list[Deviation] = []
    refused: list[str] = []
    seen: set[str] = set()
    for row in rows:
        id = str(row.get("clause") or "")
        clause = clauses.get(id)
        if clause is None or not clause.may_change or id in seen:
            refused.append(id)
            continue
        seen.add(id)
        changed = _lines(str(row.get("change") or ""))
        approved = approved_text(clause, words)
        in_text = clause.shown_if is None or clause.shown_if.holds(answers)
        if changed == approved or not in_text:
            continue
        reason = str(row.get("reason") or "").strip()
        passages = compare(approved, changed)
        found.append(Deviation(id, clause.heading, approved, changed, reason, passages))
    return Report(tuple(found), tuple(refused))


def approved_text(clause: Clause, words: Mapping[str, str]) -> str:
    """Return the part of a clause that may be changed as it was approved, with the answers in it.

    :param words: the answers in words, by field
    """
    text = _unwrapped(clause.editable or clause.body) if clause.may_change else ""
    return _lines(SLOT.sub(lambda slot: words.get(slot.group(1)) or NOT_ANSWERED, text))


def _unwrapped(text: str) -> str:
    """Return a template's text without the breaks of its lines, but for items of lists."""
    return _BREAK.sub(" ", _lines(text))


def compare(before: str, after: str) -> tuple[Passage, ...]:
    """Return both texts as passages: paragraphs are matched first, then words within them."""
    return tuple(_joined(_by_paragraph(_paragraphs(before), _paragraphs(after))))


def _by_paragraph(before: list[str], after: list[str]) -> Iterator[Passage]:
    for kind, old, new in _matched(before, after):
        if kind is None:
            yield from _by_word(_words("".join(old)), _words("".join(new)))
        else:
            yield Passage(kind, "".join(old or new))


def _by_word(before: list[str], after: list[str]) -> Iterator[Passage]:
    if max(len(before), len(after)) > MOST_WORDS:
        yield Passage(Kind.REMOVED, "".join(before))
        yield Passage(Kind.ADDED, "".join(after))
        return
    for kind, old, new in _matched(before, after):
        if kind is None:
            yield Passage(Kind.REMOVED, "".join(old))
            yield Passage(Kind.ADDED, "".join(new))
        else:
            yield Passage(kind, "".join(old or new))


def _matched(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[Kind | None, Sequence[str], Sequence[str]]]:
    """Yield what stayed, went and came; without a kind where one run replaced another."""
    kinds = {"equal": Kind.SAME, "delete": Kind.REMOVED, "insert": Kind.ADDED, "replace": None}
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        yield kinds[tag], before[i:j], after[k:m]


def _joined(passages: Iterable[Passage]) -> Iterator[Passage]:
    held: Passage | None = None
    for passage in passages:
        if not passage.text:
            continue
        if held is not None and held.kind is passage.kind:
            held = Passage(held.kind, held.text + passage.text)
            continue
        if held is not None:
            yield held
        held = passage
    if held is not None:
        yield held


def _paragraphs(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
