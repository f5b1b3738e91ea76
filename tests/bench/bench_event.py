"""Writing an event, against a plain INSERT of the same row: one transaction each, one process.

Both sides run in turns, so that a disk that slows down slows both. The plain side's rows are made
before its clock runs; ours makes its identifiers, random bytes, canonical form and hash within.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
import uuid
from datetime import datetime, timezone

ROUNDS = 12
EVENTS = 250
AT = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)
FACTS = {"reason": "The parties are reviewing the retention period."}


def measure() -> list[tuple[str, float, float, float]]:
    """Return (name, our events a second, plain rows a second, ratio)."""
    ours, plain = [], []
    _ours(EVENTS), _plain(EVENTS)  # warm caches and statements
    for _round in range(ROUNDS):
        plain.append(_plain(EVENTS))
        ours.append(_ours(EVENTS))
    ratio = statistics.median(o / p for o, p in zip(ours, plain, strict=True))
    return [("event write", statistics.median(ours), statistics.median(plain), ratio)]


def _ours(number: int) -> float:
    import ckan.model as model
    from ckanext.datashare.audit.record import record

    begun = time.perf_counter()
    for _event in range(number):
        _record(record)
        model.Session.commit()
    return number / (time.perf_counter() - begun)


def _record(record):
    return record(
        "agreement:state:suspended",
        ("agreement", str(uuid.uuid4())),
        by="system:bench",
        at=AT,
        body="a-body",
        reference="DSL-2026-000001",
        version=1,
        within_core=True,
        **FACTS,
    )


def _plain(number: int) -> float:
    import ckan.model as model
    from ckanext.datashare.audit.record import row
    from ckanext.datashare.domain.event import Event
    from ckanext.datashare.model import event as table

    insert = table.Event.__table__.insert()
    rows = [
        row(
            Event(
                id=str(uuid.uuid4()),
                at=AT,
                actor="system:bench",
                actor_salt=os.urandom(16),
                nonce=os.urandom(16),
                actor_body="a-body",
                action="agreement:state:suspended",
                subject_type="agreement",
                subject_id=str(uuid.uuid4()),
                agreement_reference="DSL-2026-000001",
                agreement_version=1,
                facts=FACTS,
            )
        )
        for _event in range(number)
    ]
    begun = time.perf_counter()
    for values in rows:
        model.Session.execute(insert, values)
        model.Session.commit()
    return number / (time.perf_counter() - begun)


def main() -> int:
    """Print the table."""
    from ckan.cli import load_config
    from ckan.config.environment import load_environment

    load_environment(load_config(os.environ["CKAN_INI"]))
    import ckan.model as model
    import sqlalchemy as sa

    # As a site has it; test databases do without.
    model.Session.execute(sa.text("SET synchronous_commit TO on"))
    model.Session.commit()
    for name, ours, plain, ratio in measure():
        print(f"{name:<20}{ours:8.0f}/s  plain INSERT {plain:8.0f}/s  ratio {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
