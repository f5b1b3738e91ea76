"""Checks a signed agreement: every statement against the text, part by part.

Part of the stand-alone verifier (``verify.py``): needs no site and no CKAN.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from .domain.checkpoint import PublicKey
from .domain.frozen import PartRefused, commitment, part_hash
from .domain.merkle import ProofRefused, root_of
from .domain.statement import StatementRefused, verify_statement

SIGNED = "datashare-signed-agreement/1"


def check(proof: dict[str, Any], keys: Sequence[PublicKey]) -> str:
    """Return the sentence that says what holds.

    :param proof: as ``datashare_signature_proof`` gives it
    :raises ProofRefused, CheckpointRefused: when it does not hold
    """
    parts = [_Part(one) for one in proof["parts"]]
    root = root_of(part.hash for part in parts)
    if root.hex() != proof["root"]:
        raise ProofRefused("the parts do not make the root: a word was changed, moved or left out")
    signed: dict[str, str] = {}
    for note in proof["statements"]:
        try:
            statement = verify_statement(note, keys)
        except StatementRefused as error:
            raise ProofRefused(str(error)) from error
        said = (statement.root, statement.parts, statement.reference, statement.version)
        known = (root, len(parts), proof["reference"], proof["version"])
        if said != known or statement.pdf != proof["pdf_sha256"]:
            raise ProofRefused(f"the statement of {statement.called} is about another text")
        if statement.body in signed:
            raise ProofRefused(f"{statement.called} stands there twice")
        signed[statement.body] = f"{statement.called} ({statement.role}, {statement.at})"
    if not signed:
        raise ProofRefused("nobody has signed this text")
    shown = sum(part.is_shown for part in parts)
    who = "; ".join(signed.values())
    return (
        f"{proof['reference']} version {proof['version']}: {shown} of {len(parts)} parts are shown "
        f"and are what was signed, by {who}. The PDF that was signed has SHA-256 "
        f"{proof['pdf_sha256']}."
    )


class _Part:
    """One part of the file: with its words, or withheld as the commitment to them."""

    def __init__(self, one: dict[str, Any]) -> None:
        self.is_shown = "value" in one
        if not self.is_shown:
            if "withheld" not in one:
                raise ProofRefused(f"the part {one['path']} is missing and not said to be withheld")
            committed = bytes.fromhex(one["commitment"])
        try:
            if self.is_shown:
                salt = base64.b64decode(one["salt"], validate=True)
                committed = commitment(one["value"], salt=salt)
            self.hash = part_hash(one["path"], committed)
        except PartRefused as error:
            raise ProofRefused(str(error)) from error
