"""Words of a source made fit for titles and summaries, by rule and without guessing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SUMMARY_WORDS = 300
_SENTENCE_WORDS = 60
_SENTENCE_END = re.compile(r"(?<=[.?!])(?=\s+[A-Z“\"‘'(]|\s*$)")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_CUT = "[…]"


def parts(cell: str, *, separator: str = ";") -> list[str]:
    """Return the values of a cell that holds several."""
    return [part.strip() for part in cell.split(separator) if part.strip()]


def folded(text: str) -> str:
    """Return ``text`` so that spellings which differ in dashes, quotes or blanks are equal."""
    text = _DASHES.sub("-", text.translate(_QUOTES)).casefold()
    return " ".join(text.split()).rstrip(" .;,")


def unique(items: Iterable[str]) -> list[str]:
    """Return the non-blank ``items``, each once, in their order."""
    return list(dict.fromkeys(item for item in items if item))


def listed(names: Sequence[str]) -> str:
    """Return “a, b and c”."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def first_sentence(text: str) -> str:
    """Return the first sentence of ``text``, passing over headings; at most 60 words.

    What the source leaves open, with a colon before a list for example, ends in “…”.
    """
    for line in text.split("\n"):
        line = " ".join(line.replace(_CUT, "").split())
        is_heading = len(line) < 60 and not re.search(r"[.?!:;,]$", line)
        if line and not is_heading:
            return _shortened(_SENTENCE_END.split(line, maxsplit=1)[0])
    return _shortened(" ".join(text.replace(_CUT, "").split()))


def _shortened(sentence: str) -> str:
    words = sentence.strip().split()
    if len(words) > _SENTENCE_WORDS:
        return " ".join(words[:_SENTENCE_WORDS]).rstrip(" ,;:") + "…"
    text = " ".join(words)
    if not text or text.endswith((".", "?", "!")):
        return text
    return text.rstrip(" ,;:") + ("…" if text.endswith((",", ";", ":")) else ".")


def quoted(text: str) -> str:
    """Return the first sentence of ``text`` in quotation marks; nothing for nothing."""
    sentence = first_sentence(text)
    return f"“{sentence}”" if sentence else ""


def summary(sentences: Iterable[str]) -> str:
    """Return the sentences as one paragraph of at most 300 words, whole sentences only."""
    kept: list[str] = []
    left = SUMMARY_WORDS
    for sentence in sentences:
        count = len(sentence.split())
        if sentence and count <= left:
            kept.append(sentence)
            left -= count
    return " ".join(kept)


def lower_first(label: str) -> str:
    """Return ``label`` for the middle of a sentence; abbreviations keep their capitals."""
    first = label.split(" ", 1)[0]
    return label if first[1:] != first[1:].lower() else label[:1].lower() + label[1:]
