"""Long texts on pages: folded after some words, first sentences, and where a source cut them."""

from __future__ import annotations

import re
from dataclasses import dataclass

FOLD_AFTER = 120  # words
_CUT = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*$")
# A sentence ends at a mark that a blank and a capital follow; “s.261” and “e.g. x” go on.
_SENTENCE = re.compile(r".+?[.!?](?=[”\"')\]]*\s+[“\"'(]?[A-Z0-9])[”\"')\]]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prose:
    """A text in two parts; ``was_cut`` where the source left off."""

    shown: str
    folded: str
    was_cut: bool


def fold(text: str, *, after: int = FOLD_AFTER) -> Prose:
    """Return a text with what follows its first ``after`` words apart.

    A typed list keeps its lines: the fold falls at a line's or a sentence's end where one is near.
    """
    was_cut = bool(_CUT.search(text))
    text = _CUT.sub("", text).strip()
    words = list(re.finditer(r"\S+", text))
    if len(words) <= after + after // 4:  # a fold that hides a line or two helps nobody
        return Prose(text, "", was_cut)
    earliest, latest = words[after * 3 // 4].start(), words[after].start()
    near = [
        found.end()
        for found in re.finditer(r"\n|[.!?;](?=\s)", text[:latest])
        if found.end() >= earliest
    ]
    place = near[-1] if near else latest
    return Prose(text[:place].rstrip(), text[place:].strip(), was_cut)


def first_sentence(text: str, *, limit: int = 220) -> str:
    """Return the first sentence of a text, at most ``limit`` characters of it."""
    line = " ".join(text.split())
    found = _SENTENCE.match(line)
    sentence = found[0] if found else line
    if len(sentence) <= limit:
        return sentence
    return sentence[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
