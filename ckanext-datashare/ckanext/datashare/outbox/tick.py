"""All that is due, done once: by whichever machine's ticker comes first.

Each duty stands alone: one that fails is reported and stops none of the others. Add a duty of the
register to :data:`DUE`; a sibling extension implements ``IDataShare.datashare_due``.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import ckan.model as model
import ckan.plugins as p
import sqlalchemy as sa

from .. import check_index, endings
from ..audit import sealer
from ..audit.key import KeyRefused
from ..document import pending
from ..interfaces import IDataShare
from . import send
from .server import ServerDown

# Any number of ours will do, as long as every ticker of the site takes the same one.
LOCK = 0x4453_4C54_4943_4B00

Duty = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one duty went; ``said`` holds no personal data."""

    duty: str
    ok: bool
    said: str = ""


def _seal(at: datetime) -> str:
    sealed = sealer.seal(at)
    return f"{sealed.events} sealed" if sealed.events else ""


def _send(at: datetime) -> str:
    done = send.run(at)
    return str(done) if done is not None and done.has_done else ""


def _repair(at: datetime) -> str:
    found = check_index.repair(at=at)
    wrong = len(found.missing) + len(found.orphaned) + len(found.stale)
    return f"{wrong} search documents put right" if wrong else ""


def _examine(at: datetime) -> str:
    done = pending.run(at)
    return f"{done} documents examined" if done else ""


def _end(at: datetime) -> str:
    done = endings.run(at)
    return f"{done} agreements ended" if done else ""


DUE: tuple[tuple[str, Duty], ...] = (
    ("seal the audit log", _seal),
    # Before notices leave: it writes some.
    ("end agreements whose last day has passed", _end),
    ("send notices", _send),
    # Also where computed states changed at London midnight.
    ("check the search index", _repair),
    ("examine documents", _examine),
)


# Errors of ours whose sentences hold no personal data and say what to do.
_SPEAKING = (ServerDown, KeyRefused, sealer.TreeDamaged)


def run(at: datetime) -> list[Outcome] | None:
    """Do all that is due at ``at``; None when another ticker is at it.

    Without the database nothing is due: that is one failed outcome, so that a ticker that stays
    outlives a restart of the database.
    """
    try:
        with model.meta.engine.begin() as connection:
            # Held to the end of this transaction: it goes with the connection when we are killed,
            # and a pooler between us and the database cannot lend it out.
            if not connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(LOCK))):
                return None
            return [_outcome(name, duty, at) for name, duty in _due()]
    except sa.exc.OperationalError as error:
        return [Outcome("reach the database", ok=False, said=_blame(error))]


def _due() -> Iterator[tuple[str, Duty]]:
    yield from DUE
    for plugin in p.PluginImplementations(IDataShare):
        yield plugin.name, plugin.datashare_due


def _outcome(name: str, duty: Duty, at: datetime) -> Outcome:
    try:
        said = duty(at)
    except Exception as error:
        return Outcome(name, ok=False, said=_blame(error))
    finally:
        model.Session.rollback()
        model.Session.remove()
    return Outcome(name, ok=True, said="" if said is None else str(said))


def _blame(error: Exception) -> str:
    """Say what failed and where. The error's own words may hold what people wrote: they stay out,
    but for errors of ours that promise to hold none."""
    if isinstance(error, _SPEAKING):
        return str(error)
    # The first frame is the call of the duty; of the rest, the last in an extension tells most.
    whole = traceback.extract_tb(error.__traceback__)
    trace = whole[1:] or whole
    place = next((frame for frame in reversed(trace) if "ckanext" in frame.filename), trace[-1])
    return f"{type(error).__name__} in {PurePath(place.filename).name}, line {place.lineno}"
