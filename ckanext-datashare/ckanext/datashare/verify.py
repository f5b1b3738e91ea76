"""Checks what a register and its audit log give out, without their site and without CKAN.

    python -m ckanext.datashare.verify FILE [--key KEY] [--checkpoint FILE]

FILE is a signed agreement (``proof.json`` of its page), a proof of one event, a proof of
consistency, or an export of a whole log, as ``ckan datashare audit prove | consistency | export``
write them. KEY is the log's public key as the site
publishes it; without it the file's own key is used and named, for you to compare. A checkpoint kept
from earlier shows whether an exported log was cut off or rewritten since.

Exit code: 0 it holds, 1 it does not, 2 it could not be checked. Needs Python and ``cryptography``.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .domain.checkpoint import CheckpointRefused, PublicKey, verify_checkpoint
from .domain.event import commitment
from .domain.merkle import (
    Frontier,
    ProofRefused,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from .verify_signed import SIGNED
from .verify_signed import check as _signed

PROOF = "datashare-audit-proof/1"
CONSISTENCY = "datashare-audit-consistency/1"
LOG = "datashare-audit-log/1"


class Unreadable(ValueError):
    """The file is not one of those this program checks."""


def verify(lines: Iterator[str], *, keys: Sequence[PublicKey] = (), kept: str | None = None) -> str:
    """Check one file and return the sentence that says what holds.

    :param lines: lines of the file
    :param keys: trusted public keys; empty, the file's own are taken
    :param kept: a checkpoint kept from earlier, for an export of the log
    :raises ProofRefused, CheckpointRefused: when it does not hold
    :raises Unreadable: when it cannot be read
    """
    first = next(lines, "")
    try:
        head = json.loads(first)
    except ValueError:
        head = _read("\n".join([first, *lines]))
    try:
        kind = head["format"]
        own = head.get("public_keys") or [head["public_key"]]
    except (KeyError, TypeError) as error:
        raise Unreadable("this is no proof and no export of an audit log") from error
    trusted = list(keys) or [PublicKey.read(text) for text in own]
    try:
        if kind == PROOF:
            return _inclusion(head, trusted)
        if kind == CONSISTENCY:
            return _consistency(head, trusted)
        if kind == SIGNED:
            return _signed(head, trusted)
        if kind == LOG:
            return _Log(trusted, kept).check(lines)
    except (ProofRefused, CheckpointRefused, Unreadable):
        raise
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unreadable("the file is damaged: something in it is missing or no number") from error
    raise Unreadable(f"this version does not know the format {kind!r}")


def _inclusion(proof: dict[str, Any], keys: Sequence[PublicKey]) -> str:
    checkpoint = verify_checkpoint(proof["checkpoint"], keys)
    data = proof["event"].encode()
    verify_inclusion(
        leaf_hash(data),
        index=int(proof["leaf"]),
        size=checkpoint.size,
        path=[_bytes(step) for step in proof["path"]],
        root=checkpoint.root,
    )
    event = _read(proof["event"])
    return (
        f"Event {event['id']}, {event['action']} of {event['at']}, stands in the log "
        f"{checkpoint.origin} as leaf {proof['leaf']}, sealed by {checkpoint.time or 'no time'}."
    )


def _consistency(proof: dict[str, Any], keys: Sequence[PublicKey]) -> str:
    old = verify_checkpoint(proof["old"], keys)
    new = verify_checkpoint(proof["new"], keys)
    verify_consistency(
        old_size=old.size,
        old_root=old.root,
        size=new.size,
        root=new.root,
        proof=[_bytes(step) for step in proof["proof"]],
    )
    return (
        f"The log {new.origin} of {new.size} leaves begins with the {old.size} leaves "
        f"sealed by {old.time or 'the older checkpoint'}: nothing was changed or removed."
    )


class _Log:
    """Reads an exported log line by line."""

    def __init__(self, keys: Sequence[PublicKey], kept: str | None) -> None:
        self._keys = keys
        self._kept = verify_checkpoint(kept, keys) if kept else None
        self._tree = Frontier()
        self._shown = self._sealed = self._checkpoints = 0
        self._origin = ""

    def check(self, lines: Iterator[str]) -> str:
        for number, text in enumerate(lines, 2):
            if text.strip():
                line = _read(text)
                if "checkpoint" in line:
                    self._checkpoint(line["checkpoint"])
                else:
                    self._leaf(line, number)
                self._compare()
        if self._sealed != self._tree.size or not self._checkpoints:
            raise ProofRefused(f"leaves from {self._sealed} on stand under no checkpoint")
        if self._kept and self._kept.size > self._tree.size:
            raise ProofRefused(
                f"the log was cut off: it has {self._tree.size} leaves, "
                f"your checkpoint has {self._kept.size}"
            )
        return (
            f"The log {self._origin} holds: {self._tree.size} leaves, {self._shown} of them with "
            f"their event, under {self._checkpoints} checkpoints."
        )

    def _leaf(self, line: dict[str, Any], number: int) -> None:
        index, sealed = line["leaf"], bytes.fromhex(line["hash"])
        where = f"leaf {index} (line {number})"
        if index != self._tree.size:
            raise ProofRefused(f"leaf {self._tree.size} is missing before {where}")
        if "event" in line:
            if leaf_hash(line["event"].encode()) != sealed:
                raise ProofRefused(f"{where}: the event is not the one that was sealed")
            self._shown += 1
        if "actor" in line:
            salt = bytes.fromhex(line["actor_salt"])
            if commitment(line["actor"], salt=salt) != _read(line["event"])["actor"]:
                raise ProofRefused(f"{where}: the actor is not the one that was sealed")
        self._tree.append(sealed)

    def _checkpoint(self, note: str) -> None:
        checkpoint = verify_checkpoint(note, self._keys)
        if checkpoint.size != self._tree.size:
            raise ProofRefused(
                f"the checkpoint of {checkpoint.size} leaves stands after {self._tree.size}"
            )
        if checkpoint.root != self._tree.root():
            raise ProofRefused(
                f"leaves {self._sealed} to {checkpoint.size - 1} do not make the root that was "
                f"signed at {checkpoint.time}: they were changed, exchanged or re-ordered"
            )
        self._sealed, self._origin = checkpoint.size, checkpoint.origin
        self._checkpoints += 1

    def _compare(self) -> None:
        kept = self._kept
        if kept and kept.size == self._tree.size and kept.root != self._tree.root():
            raise ProofRefused(
                f"the first {kept.size} leaves are not those of your checkpoint: rewritten"
            )


def _read(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise Unreadable("the file is not JSON, or is damaged") from error
    if not isinstance(value, dict):
        raise Unreadable("the file does not hold what was expected")
    return value


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Unreadable("a hash in the file is not base64") from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m ckanext.datashare.verify")
    parser.add_argument("file", type=Path, help="a proof, or an export of a log")
    parser.add_argument("--key", action="append", default=[], help="public key of the log")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint kept from earlier")
    asked = parser.parse_args(arguments)
    try:
        keys = [PublicKey.read(text) for text in asked.key]
    except CheckpointRefused as error:
        print(f"NOT CHECKED: {error}.", file=sys.stderr)
        return 2
    try:
        kept = asked.checkpoint.read_text("utf-8") if asked.checkpoint else None
        with asked.file.open(encoding="utf-8") as lines:
            sentence = verify(iter(lines), keys=keys, kept=kept)
    except (ProofRefused, CheckpointRefused) as error:
        print(f"DOES NOT HOLD: {error}.")
        return 1
    except (Unreadable, OSError, UnicodeError) as error:
        print(f"NOT CHECKED: {error}.", file=sys.stderr)
        return 2
    print(f"HOLDS: {sentence}")
    if not keys:
        print("Checked with the key in the file itself: compare it with the one the site publishes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
