"""Reading what a template file says, and naming the place where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NoReturn, TypeVar

LONGEST_TEXT = 8000
LONGEST_LINE = 500
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,59}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

T = TypeVar("T")


class TemplateRefused(ValueError):
    """A template that cannot be taken; ``place`` says where, ``reason`` why."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.place = place
        self.reason = reason


def refuse(place: str, reason: str) -> NoReturn:
    """Refuse the template.

    :raises TemplateRefused: always
    """
    raise TemplateRefused(place, reason)


def mapping(data: object, place: str, *, known: Collection[str]) -> Mapping[str, object]:
    """Return ``data`` as a mapping whose keys are all among ``known``."""
    if not isinstance(data, Mapping):
        refuse(place, "give names and values here")
    for name in data:
        if not isinstance(name, str) or name not in known:
            refuse(place, f"“{str(name)[:60]}” is not known here")
    return data


def listed(
    data: object, place: str, read: Callable[[object, str], T], *, most: int
) -> tuple[T, ...]:
    """Return each item of a list as ``read`` gives it; nothing is an empty list."""
    if data is None:
        return ()
    if not isinstance(data, Sequence) or isinstance(data, (str, bytes)):
        refuse(place, "give a list here")
    if len(data) > most:
        refuse(place, f"{len(data)} are too many: at most {most}")
    return tuple(read(item, f"{place}[{number}]") for number, item in enumerate(data, start=1))


def text(data: object, place: str, *, needed: bool = False, longest: int = LONGEST_TEXT) -> str:
    """Return a text without spaces around it; nothing is an empty text."""
    if data is None:
        data = ""
    if not isinstance(data, str):
        refuse(place, "write text here, in quotes if it looks like a number or a date")
    found = data.replace("\r\n", "\n").strip()
    if len(found) > longest:
        refuse(place, f"{len(found)} characters are too many: at most {longest}")
    if _CONTROL.search(found):
        refuse(place, "take out the control characters")
    if needed and not found:
        refuse(place, "this may not be empty")
    return found


def line(data: object, place: str, *, needed: bool = False, longest: int = LONGEST_LINE) -> str:
    """Return a text of one line."""
    found = text(data, place, needed=needed, longest=longest)
    if "\n" in found:
        refuse(place, "write one line")
    return found


def identifier(data: object, place: str) -> str:
    """Return an id: small letters, digits and hyphens, at most 60."""
    if not isinstance(data, str) or not _ID.fullmatch(data):
        refuse(place, "an id is small letters, digits and hyphens, and starts with a letter")
    return data


def field_name(data: object, place: str) -> str:
    """Return the name of a field: small letters, digits and underscores, at most 60."""
    if not isinstance(data, str) or not _FIELD.fullmatch(data):
        refuse(place, "name a field: small letters, digits and underscores")
    return data


def flag(data: object, place: str, *, otherwise: bool) -> bool:
    """Return yes or no; nothing is ``otherwise``."""
    if data is None:
        return otherwise
    if not isinstance(data, bool):
        refuse(place, "write true or false")
    return data


def different(ids: Sequence[str], place: str) -> None:
    """Refuse an id that stands twice."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            refuse(place, f"“{one}” stands twice")
        seen.add(one)
