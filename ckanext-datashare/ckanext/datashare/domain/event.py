"""One row of the audit log, and the exact bytes of it that are hashed.

The canonical form is JSON as RFC 8785 orders and escapes it (keys sorted, no white space, UTF-8;
no floating point numbers, so no number formatting to agree on). Who acted stands in it only as a
salted hash: the bytes of a public event can be handed to anyone without naming the officer, and
who holds the salt can prove who it was. Sixteen random bytes make every leaf hash unguessable, so
that the hashes in a neighbour's proof tell nothing about a private event.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

from .merkle import leaf_hash

Fact = str | int | bool | None | list[str] | list[int]

FORM = 1
MAX_CANONICAL_BYTES = 1 << 20
# RFC 8785 section 3.2.2.3: beyond this, numbers of JSON readers lose digits.
_MAX_INTEGER = 2**53 - 1


class EventRefused(ValueError):
    """An event that is not declared, or does not hold what its declaration says."""


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event: ``area:noun:verb``, the facts it may hold, and whether it is public.

    Public means: whoever may see the subject may see the event, once the agreement has a reference.
    """

    name: str
    facts: tuple[str, ...] = ()
    public: bool = False

    def check(self, facts: Mapping[str, object]) -> None:
        """Raise :class:`EventRefused` unless every fact is declared and of a type that hashes."""
        unknown = sorted(facts.keys() - set(self.facts))
        if unknown:
            raise EventRefused(f"event {self.name} does not declare: {', '.join(unknown)}")
        for name, value in facts.items():
            for item in value if isinstance(value, list | tuple) else (value,):
                _check_value(f"{self.name}: {name}", item)


def _check_value(where: str, value: object) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if abs(value) > _MAX_INTEGER:
            raise EventRefused(f"{where} is too large a number")
    elif isinstance(value, str):
        if "\0" in value:
            raise EventRefused(f"{where} holds a NUL character")
    else:
        raise EventRefused(f"{where} is a {type(value).__name__}, not text, integer or boolean")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to what, when, for which body, under which agreement and purpose."""

    id: str
    at: datetime
    actor: str
    actor_salt: bytes
    nonce: bytes
    action: str
    subject_type: str
    subject_id: str
    facts: Mapping[str, Fact]
    actor_body: str | None = None
    agreement_reference: str | None = None
    agreement_version: int | None = None
    purpose: str | None = None

    def canonical(self) -> bytes:
        """Return the bytes that are hashed.

        :raises EventRefused: when they are too many, or a text is not valid Unicode.
        """
        form = {
            "action": self.action,
            "actor": commitment(self.actor, salt=self.actor_salt),
            "actor_body": self.actor_body,
            "agreement_reference": self.agreement_reference,
            "agreement_version": self.agreement_version,
            "at": moment(self.at),
            "facts": dict(self.facts),
            "form": FORM,
            "id": self.id,
            "nonce": self.nonce.hex(),
            "purpose": self.purpose,
            "subject_id": self.subject_id,
            "subject_type": self.subject_type,
        }
        return canonical_json(form)

    def leaf_hash(self) -> bytes:
        """Return the 32 bytes that stand for this event in the tree."""
        return leaf_hash(self.canonical())


def canonical_json(form: Mapping[str, object]) -> bytes:
    """Return ``form`` as canonical JSON.

    :raises EventRefused: see :meth:`Event.canonical`.
    """
    text = json.dumps(
        form, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise EventRefused("a text of the event is not valid Unicode") from error
    if len(data) > MAX_CANONICAL_BYTES:
        raise EventRefused(f"the event has {len(data)} bytes, at most {MAX_CANONICAL_BYTES} may be")
    return data


def commitment(actor: str, *, salt: bytes) -> str:
    """Return the salted hash of an actor, in hexadecimal."""
    return hashlib.sha256(salt + actor.encode()).hexdigest()


def moment(at: datetime) -> str:
    """Return a moment as the canonical form writes it: UTC, microseconds, ``Z``.

    :raises EventRefused: when ``at`` has no zone.
    """
    if at.tzinfo is None:
        raise EventRefused("the moment of an event needs its zone")
    return at.astimezone(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")
