"""A message to a person: what it may say, and how its words are put together.

A notice travels by mail, so it names nothing that is not public: an agreement not yet registered
is known by its lead body and a link, and reasons, titles of drafts and officers stay on the page
behind the link (design rules 3 and 14).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from string import Formatter
from zoneinfo import ZoneInfo

MAX_FACT = 200  # characters; the longest title of a body, and enough for a name of a data set

_LONDON = ZoneInfo("Europe/London")


def N_(text: str) -> str:
    """Mark ``text`` for translation; it is translated when it is put together."""
    return text


class NoticeRefused(ValueError):
    """A notice that is not declared, or facts that do not fill its words."""


class Kind(str, Enum):
    """Whom a notice goes to."""

    USER = "user"
    MAILBOX = "mailbox"


@dataclass(frozen=True, slots=True, order=True)
class Recipient:
    """A person with an account, or a team mailbox of a body. Holds no address: the address is
    looked up when the message leaves."""

    kind: Kind
    id: str

    @classmethod
    def user(cls, user_id: str) -> Recipient:
        """Return the person with this user id."""
        return cls(Kind.USER, user_id)

    @classmethod
    def mailbox(cls, body_id: str, *, role: str) -> Recipient:
        """Return the mailbox ``<role>_mailbox`` (``dpo``, ``siro``, ``rights``) of a body."""
        return cls(Kind.MAILBOX, f"{body_id}/{role}")


@dataclass(frozen=True, slots=True)
class NoticeType:
    """A kind of notice.

    ``name`` is ``family:verb``; a person chooses per family how often mail comes. A ``duty`` asks
    its reader to act and always arrives. ``subject`` and ``body`` hold facts as ``{fact}``; an
    empty line separates paragraphs. ``page`` is the endpoint that shows what the notice is about,
    given its id.

    :raises NoticeRefused: for a placeholder that is anything but a bare name.
    """

    name: str
    duty: bool
    subject: str
    body: str
    page: str = ""

    def __post_init__(self) -> None:
        if self.name.count(":") != 1:
            raise NoticeRefused(f"a notice is named family:verb, not {self.name}")
        for _, name, form, conversion in Formatter().parse(self.subject + self.body):
            if name is not None and (not name.isidentifier() or form or conversion):
                raise NoticeRefused(f"notice {self.name} has a placeholder that is not a name")

    @property
    def family(self) -> str:
        """Return the part of the name that people choose by."""
        return self.name.partition(":")[0]

    @property
    def facts(self) -> frozenset[str]:
        """Return the names of the facts that its words need."""
        parts = Formatter().parse(self.subject + self.body)
        return frozenset(name for _, name, _, _ in parts if name)

    def fill(self, facts: Mapping[str, object]) -> dict[str, str]:
        """Return the facts as they are stored: each one line of clean text.

        :raises NoticeRefused: when a fact is missing, not declared, or not text, number or date.
        """
        missing = sorted(self.facts - facts.keys())
        unknown = sorted(facts.keys() - self.facts)
        if missing or unknown:
            raise NoticeRefused(
                f"notice {self.name}: missing {', '.join(missing) or 'nothing'}, "
                f"not declared {', '.join(unknown) or 'nothing'}"
            )
        return {name: _text(self.name, name, value) for name, value in facts.items()}

    def words(
        self, facts: Mapping[str, str], translate: Callable[[str], str] = lambda text: text
    ) -> Words:
        """Return subject and paragraphs; ``translate`` is asked before the facts go in.

        :raises NoticeRefused: as :meth:`fill` does.
        """
        clean = self.fill(facts)
        paragraphs = translate(self.body).format_map(clean).split("\n\n")
        return Words(
            subject=one_line(translate(self.subject).format_map(clean)),
            paragraphs=tuple(one_line(text) for text in paragraphs),
        )


@dataclass(frozen=True, slots=True)
class Words:
    """A notice in words, ready for an inbox or a mail."""

    subject: str
    paragraphs: tuple[str, ...]


def one_line(text: str) -> str:
    """Return ``text`` without line breaks, control characters and characters that turn the
    direction of writing, any of which could pass for words of ours."""
    return " ".join("".join(" " if _moves(char) else char for char in text).split())


def _moves(char: str) -> bool:
    return char.isspace() or unicodedata.category(char).startswith("C")


def _text(notice: str, name: str, value: object) -> str:
    if isinstance(value, datetime):
        value = value.astimezone(_LONDON).date()
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise NoticeRefused(f"notice {notice}: {name} is a {type(value).__name__}, not text")
    text = one_line(str(value))
    return text if len(text) <= MAX_FACT else text[: MAX_FACT - 1] + "…"
