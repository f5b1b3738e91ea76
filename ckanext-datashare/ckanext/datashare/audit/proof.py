"""Makes proofs and exports that anyone can check with ``python -m ckanext.datashare.verify``."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

import ckan.model as model
import sqlalchemy as sa

from ..domain.checkpoint import PublicKey, verify_checkpoint
from ..domain.merkle import ProofRefused, consistency_proof, inclusion_proof
from ..model.event import Checkpoint, Event, Leaf
from ..verify import CONSISTENCY, LOG, PROOF
from .catalogue import event_types


class NotSealed(LookupError):
    """The event is unknown, or the sealer has not reached it yet."""


def prove(event_id: str, *, key: PublicKey) -> dict[str, Any]:
    """Return the proof that an event stands in the log.

    :raises NotSealed: when it does not, or not yet
    """
    event = Event.get(event_id)
    if event is None:
        raise NotSealed(f"there is no event {event_id}")
    leaf = model.Session.scalar(sa.select(Leaf.leaf_index).where(Leaf.event_id == event_id))
    last = _last_checkpoint()
    if leaf is None or last is None or leaf >= last.size:
        raise NotSealed(f"event {event_id} is not sealed yet: try again in a minute")
    path = inclusion_proof(_leaves(last.size), leaf)
    return {
        "format": PROOF,
        "event": bytes(event.canonical).decode(),
        "leaf": leaf,
        "path": [_encode(step) for step in path],
        "checkpoint": last.note,
        "public_key": str(key),
    }


def prove_consistency(old: str, *, keys: Sequence[PublicKey]) -> dict[str, Any]:
    """Return the proof that the log still begins with what the note ``old`` signed.

    :raises CheckpointRefused: when ``old`` is not a checkpoint of this log
    :raises ProofRefused: when the log is shorter than it
    """
    before = verify_checkpoint(old, keys)
    last = _last_checkpoint()
    if last is None or before.size > last.size:
        size = last.size if last else 0
        raise ProofRefused(f"the log has {size} leaves, the checkpoint {before.size}")
    proof = consistency_proof(_leaves(last.size), before.size)
    return {
        "format": CONSISTENCY,
        "old": old,
        "new": last.note,
        "proof": [_encode(step) for step in proof],
        "public_key": str(keys[0]),
    }


def export(keys: Sequence[PublicKey], *, public: bool = False) -> Iterator[str]:
    """Yield the whole sealed log as JSON lines.

    With ``public``, events that are not public are there as hashes only; else with everything,
    who acted and the salt of it included.
    """
    yield _line({"format": LOG, "public_keys": [str(key) for key in keys]})
    shown = {kind.name for kind in event_types().values() if kind.public}
    checkpoints = list(model.Session.scalars(sa.select(Checkpoint).order_by(Checkpoint.size)))
    query = (
        sa.select(Leaf.leaf_index, Leaf.leaf_hash, Event)
        .outerjoin(Event, Event.id == Leaf.event_id)
        .order_by(Leaf.leaf_index)
        .execution_options(yield_per=1000)
    )
    for index, sealed_hash, event in model.Session.execute(query):
        while checkpoints and checkpoints[0].size <= index:
            yield _line({"checkpoint": checkpoints.pop(0).note})
        line: dict[str, Any] = {"leaf": index, "hash": bytes(sealed_hash).hex()}
        if event is not None and (not public or is_public(event, shown)):
            line["event"] = bytes(event.canonical).decode()
            if not public:
                line |= {"actor": event.actor, "actor_salt": bytes(event.actor_salt).hex()}
        yield _line(line)
    for row in checkpoints:
        yield _line({"checkpoint": row.note})


def is_public(event: Event, shown: set[str]) -> bool:
    """Return whether those who may see the subject may see the event.

    An agreement's drafting stays with the parties: it is public from its reference on.
    """
    drafted = event.subject_type == "agreement" and event.agreement_reference is None
    return event.action in shown and not drafted


def last_note() -> str | None:
    """Return the newest checkpoint as a signed note, to be kept elsewhere."""
    last = _last_checkpoint()
    return last.note if last else None


def _last_checkpoint() -> Checkpoint | None:
    query = sa.select(Checkpoint).order_by(Checkpoint.size.desc()).limit(1)
    row: Checkpoint | None = model.Session.scalar(query)
    return row


def _leaves(size: int) -> list[bytes]:
    query = sa.select(Leaf.leaf_hash).where(Leaf.leaf_index < size).order_by(Leaf.leaf_index)
    return [bytes(leaf) for leaf in model.Session.scalars(query)]


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
