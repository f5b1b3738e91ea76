"""Who gives data to whom in an agreement: titles of bodies, in the order of its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk


@dataclass(frozen=True, slots=True)
class Place:
    """One party on a page; ``name`` is the address of its body's page, empty without a body."""

    title: str
    name: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Flow:
    """Givers, receivers, and those of whom the text says neither."""

    gives: tuple[Place, ...]
    gets: tuple[Place, ...]
    neither: tuple[Place, ...]

    @property
    def is_mutual(self) -> bool:
        """Return whether all who give also get, and the other way round."""
        return bool(self.gives) and self.gives == self.gets


def of(agreement: Mapping[str, Any], cards: Mapping[str, Mapping[str, str]]) -> Flow:
    """Return the flow of an agreement's dictionary.

    :param cards: title and name of each body by id, as ``bodies.cards`` returns them.
    """
    places = [
        place(row, cards) for row in agreement.get("parties") or [] if isinstance(row, Mapping)
    ]
    return Flow(
        gives=tuple(found for found in places if truth(found.row.get("discloses"))),
        gets=tuple(found for found in places if truth(found.row.get("receives"))),
        neither=tuple(
            found
            for found in places
            if not truth(found.row.get("discloses")) and not truth(found.row.get("receives"))
        ),
    )


def place(row: Mapping[str, Any], cards: Mapping[str, Mapping[str, str]]) -> Place:
    """Return one party as a page names it."""
    card = cards.get(str(row.get("body") or ""), {})
    title = card.get("title") or row.get("body_words") or tk._("Not stated by the source")
    return Place(str(title), card.get("name", ""), row)


def named(places: tuple[Place, ...], *, most: int = 3) -> str:
    """Return “Camden Council, Hackney Council and 5 others”."""
    titles = [found.title for found in places]
    if len(titles) > most:
        rest = len(titles) - most
        words = tk.ungettext("{first} and {rest} other", "{first} and {rest} others", rest)
        return str(words.format(first=", ".join(titles[:most]), rest=rest))
    if len(titles) < 2:
        return "".join(titles)
    return str(tk._("{first} and {last}").format(first=", ".join(titles[:-1]), last=titles[-1]))


def truth(value: Any) -> bool:
    """Return whether a stored tick says yes."""
    return str(value).lower() in ("true", "yes", "1", "on")
