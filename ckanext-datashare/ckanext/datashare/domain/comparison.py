"""Two versions of a text, word by word: paragraphs are matched first, then the words in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import zip_longest

# Matching takes time that grows with the product of both lengths: past these, a change is shown
# as the whole old text and the whole new one.
MAX_PARAGRAPHS = 1_000
MAX_WORD_PAIRS = 1_000_000
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Kind(str, Enum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: Kind
    text: str


Paragraph = tuple[Piece, ...]


def compare(before: str, after: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of both texts in order, each in pieces.

    All removed and same pieces together are the words of ``before``, all added and same ones
    those of ``after``, but for blank lines.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    if len(old) > MAX_PARAGRAPHS or len(new) > MAX_PARAGRAPHS:
        return (*_whole(old, Kind.REMOVED), *_whole(new, Kind.ADDED))
    return tuple(_matched(old, new))


def is_same(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether nothing went or came."""
    return all(piece.kind is Kind.SAME for paragraph in paragraphs for piece in paragraph)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _matched(old: list[str], new: list[str]) -> Iterator[Paragraph]:
    pairs = MAX_WORD_PAIRS
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from _whole(old[i:j], Kind.SAME)
            continue
        for one, other in zip_longest(old[i:j], new[k:m]):
            if one is None or other is None:
                text, kind = (other, Kind.ADDED) if one is None else (one, Kind.REMOVED)
                yield (Piece(kind, text),)
                continue
            words = _WORDS.findall(one), _WORDS.findall(other)
            pairs -= len(words[0]) * len(words[1])
            if pairs < 0:
                yield (Piece(Kind.REMOVED, one),)
                yield (Piece(Kind.ADDED, other),)
            else:
                yield tuple(_words(*words))


def _words(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Kind.SAME, "".join(old[i:j]))
            continue
        if i < j:
            yield Piece(Kind.REMOVED, "".join(old[i:j]))
        if k < m:
            yield Piece(Kind.ADDED, "".join(new[k:m]))


def _whole(paragraphs: Sequence[str], kind: Kind) -> Iterator[Paragraph]:
    for text in paragraphs:
        yield (Piece(kind, text),)
