"""The words and the link of a stored notice, the same in the inbox and in mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import ckan.plugins.toolkit as tk

from ..domain.notice import Words
from .catalogue import notice_type


class Stored(Protocol):
    """A row of the inbox or of the outbox."""

    template: str
    about_id: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in words, whether it asks its reader to act, and the address of its page."""

    words: Words
    duty: bool
    url: str


def letter(row: Stored, *, external: bool) -> Letter:
    """Put a stored notice into words.

    :param external: whether its address names the site, as mail needs, or is a path of the site
    :raises NoticeRefused: when its kind is no longer declared, or no longer fits its facts
    """
    kind = notice_type(row.template)
    url = tk.url_for(kind.page, id=row.about_id, _external=external) if kind.page else ""
    return Letter(words=kind.words(row.facts, tk._), duty=kind.duty, url=url)


def settings_url() -> str:
    """Return the address of the page on which people choose how often mail comes."""
    return str(tk.url_for("datashare_notice.preferences", _external=True))
