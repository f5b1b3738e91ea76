"""Text that people and other systems send: cleaned, and refused when it cannot be kept."""

from __future__ import annotations

import re

# Word processors put vertical tabs and form feeds where a line ends; browsers post CR LF.
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# PostgreSQL keeps no NUL, UTF-8 no lone surrogate, and no page can show a control character.
_CANNOT_KEEP = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


class TextRefused(ValueError):
    """The text cannot be kept; the message is a sentence for the person who sent it."""


class NotText(TextRefused):
    """Something else came where text belongs."""

    def __init__(self, value: object) -> None:
        kind = {list: "a list", dict: "an object", bool: "true or false"}.get(type(value))
        super().__init__(f"Enter text here, not {kind or 'a number'}.")


class CharacterRefused(TextRefused):
    """A character that cannot be stored."""

    def __init__(self, position: int) -> None:
        super().__init__(f"Character {position} cannot be kept. Delete it and type it again.")


class TooLong(TextRefused):
    """More characters or words than the field takes."""

    def __init__(self, *, found: int, limit: int, unit: str) -> None:
        super().__init__(f"Use at most {limit:,} {unit}. This has {found:,}.")


def clean(value: object, *, max_chars: int, max_words: int | None = None) -> str:
    """Return ``value`` with one kind of line end and no blanks around it.

    Markup is kept as the characters it is; pages escape it.

    :raises TextRefused: with a sentence saying why.
    """
    if not isinstance(value, str):
        raise NotText(value)
    if len(value) > 2 * max_chars + 1000:  # no need to clean what is far too long
        raise TooLong(found=len(value), limit=max_chars, unit="characters")
    text = _LINE_ENDS.sub("\n", value).strip()
    refuse_characters(text)
    if len(text) > max_chars:
        raise TooLong(found=len(text), limit=max_chars, unit="characters")
    if max_words is not None and (words := len(text.split())) > max_words:
        raise TooLong(found=words, limit=max_words, unit="words")
    return text


def line(value: object, *, max_chars: int) -> str:
    """Return ``value`` as one line; line ends become blanks."""
    return " ".join(clean(value, max_chars=max_chars).split("\n"))


def refuse_characters(text: str) -> None:
    """Refuse a text with a character that cannot be stored.

    :raises CharacterRefused: with its position, counted from one.
    """
    found = _CANNOT_KEEP.search(text)
    if found:
        raise CharacterRefused(found.start() + 1)
