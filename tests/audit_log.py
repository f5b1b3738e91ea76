"""Makes events for the audit tests, and alters them the way the owner of the database could."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any

import psycopg2
from ckanext.datashare.audit import examine, key, sealer
from ckanext.datashare.audit.finding import Finding, LogAltered
from ckanext.datashare.audit.record import record
from ckanext.datashare.unit_of_work import unit_of_work

START = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)
EVIDENCE = ("datashare_event", "datashare_leaf", "datashare_checkpoint")


def write(number: int = 1, *, first: int = 0, **facts: Any) -> list[str]:
    """Record events a second apart, each in its own transaction; return their ids."""
    ids = []
    for second in range(first, first + number):
        with unit_of_work():
            event = record(
                "agreement:state:suspended",
                ("agreement", str(uuid.uuid4())),
                by="system:test",
                at=START + timedelta(seconds=second),
                reference="DSL-2026-000001",
                version=1,
                reason=f"reason {second}",
                **facts,
            )
        ids.append(event.id)
    return ids


def seal(minute: int = 1) -> sealer.Sealed:
    """Seal, some minutes after the first event."""
    return sealer.seal(START + timedelta(minutes=minute))


def sealed(number: int, *, stretch: int = 3) -> list[str]:
    """Record and seal events, a checkpoint after each stretch of them; return their ids."""
    ids: list[str] = []
    while len(ids) < number:
        ids += write(min(stretch, number - len(ids)), first=len(ids))
        seal(minute=len(ids))
    return ids


def findings(*exported: str) -> list[Finding]:
    """Return what the examination finds wrong."""
    try:
        examine.verify(key.public(), exported=exported)
    except LogAltered as altered:
        return list(altered.findings)
    return []


def kinds(*exported: str) -> set[str]:
    """Return the kinds of what it finds wrong."""
    return {finding.kind for finding in findings(*exported)}


@contextmanager
def as_owner(owner_url: str) -> Iterator[Any]:
    """Yield a cursor of the owner, with the triggers that keep evidence at rest."""
    connection = psycopg2.connect(owner_url)
    try:
        with connection, connection.cursor() as cursor:
            for table in EVIDENCE:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield cursor
            for table in EVIDENCE:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    finally:
        connection.close()
