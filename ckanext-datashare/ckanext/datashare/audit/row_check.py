"""Holds one event's row against its sealed bytes and its leaf."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..domain.event import Event, EventRefused, canonical_json, commitment, moment
from ..domain.merkle import leaf_hash
from .finding import Finding

_COLUMNS = (
    "id",
    "action",
    "actor_body",
    "agreement_reference",
    "agreement_version",
    "facts",
    "purpose",
    "subject_id",
    "subject_type",
)


def check_row(row: Any) -> Iterator[Finding]:
    """Yield what is wrong with a row of ``datashare_event`` in itself.

    The row is rebuilt from its columns and compared, byte by byte, with the bytes that were hashed.
    """
    canonical = bytes(row.canonical)
    if leaf_hash(canonical) != bytes(row.leaf_hash):
        yield _finding(row, "event-hash", "its leaf hash is not the hash of its canonical bytes")
    form = _form(canonical)
    if form is None:
        yield _finding(row, "event-bytes", "its canonical bytes are not those of an event")
        return
    if _rebuilt(row, form) == canonical:
        return
    named = False
    for column, why in _differences(row, form):
        named = True
        yield _finding(row, "event-column", f"column {column} {why}")
    if not named:
        yield _finding(row, "event-bytes", "its canonical bytes are not in canonical form")


def check_leaf(row: Any) -> Iterator[Finding]:
    """Yield what is wrong between a leaf and its event (both in ``row``)."""
    if row.id is None:
        yield Finding(
            "event-missing",
            f"Leaf {row.leaf_index} stands for event {row.event_id}, which is missing: "
            "it was deleted.",
            event=row.event_id,
            leaf=row.leaf_index,
        )
    elif bytes(row.sealed_hash) != bytes(row.leaf_hash):
        yield Finding(
            "leaf-hash",
            f"Leaf {row.leaf_index} was sealed with hash {bytes(row.sealed_hash).hex()}, but its "
            f"event {row.id} has {bytes(row.leaf_hash).hex()}.",
            event=row.id,
            leaf=row.leaf_index,
        )


def _finding(row: Any, kind: str, what: str) -> Finding:
    leaf = getattr(row, "leaf_index", None)
    place = "not sealed yet" if leaf is None else f"leaf {leaf}"
    return Finding(kind, f"Event {row.id} ({place}): {what}.", event=row.id, leaf=leaf)


def _form(canonical: bytes) -> dict[str, Any] | None:
    try:
        form = json.loads(canonical)
        bytes.fromhex(form["nonce"])
    except (ValueError, TypeError, KeyError):
        return None
    return form if isinstance(form, dict) else None


def _differences(row: Any, form: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for column in _COLUMNS:
        if _text(getattr(row, column)) != _text(form.get(column)):
            yield (
                column,
                f"says {_text(getattr(row, column))}, sealed was {_text(form.get(column))}",
            )
    if moment(row.at) != form.get("at"):
        yield "at", f"says {moment(row.at)}, sealed was {form.get('at')}"
    # The actor is sealed as a salted hash: that it differs shows, not what it was.
    if commitment(row.actor, salt=bytes(row.actor_salt)) != form.get("actor"):
        yield "actor", "(or actor_salt) is not the one that was sealed"


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _rebuilt(row: Any, form: dict[str, Any]) -> bytes:
    event = Event(
        nonce=bytes.fromhex(form["nonce"]),
        at=row.at,
        actor=row.actor,
        actor_salt=bytes(row.actor_salt),
        **{column: getattr(row, column) for column in _COLUMNS},
    )
    try:
        return event.canonical()
    except EventRefused:
        return canonical_json({})
