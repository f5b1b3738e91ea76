"""What a signatory signs: which text, for which body, in which role, when.

A statement is a C2SP signed note of this site's Ed25519 key, like a checkpoint of the audit log.
Its first line tells it apart: no name of a log has a space in it. The person stands in it as a
hash, so that it can be shown to anyone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from .checkpoint import PrivateKey, PublicKey, open_note, sign_note

_FIRST = "datashare signature 1"
_LINES = (
    *("reference", "version", "parts", "root", "pdf"),
    *("body", "called", "role", "signer", "how", "at"),
)
ASSENT = "I have read this text and sign it for this body, with the authority of this role."


class StatementRefused(ValueError):
    """A statement that cannot be read, or that says something else than it should."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One signature in words; ``root`` is of the frozen text, ``pdf`` the SHA-256 of its PDF.

    ``parts`` is how many parts the text has: a tree alone would let two be passed off as one.
    """

    reference: str
    version: int
    parts: int
    root: bytes
    pdf: str
    body: str  # id
    called: str  # the body's title when it signed
    role: str
    signer: str  # see opaque()
    how: str  # how the person proved who they are: totp, recovery, amr
    at: str  # UTC, ISO 8601

    def text(self) -> str:
        """Return the lines that are signed."""
        values = {name: str(getattr(self, name)) for name in _LINES}
        values["root"] = base64.b64encode(self.root).decode()
        lines = [_FIRST, *(f"{name} {_one_line(values[name])}" for name in _LINES), ASSENT]
        return "\n".join(lines) + "\n"

    def sign(self, key: PrivateKey) -> str:
        """Return the signed note."""
        return sign_note(self.text(), key)


def opaque(person: str, *, root: bytes) -> str:
    """Return what stands for a person in a statement: of one text alone, so none can be linked.

    :param person: id of the user, random itself; who knows it can check that it was this person
    """
    return hashlib.sha256(b"datashare signer 1\n" + root + person.encode()).hexdigest()


def verify_statement(note: str, keys: Iterable[PublicKey]) -> Statement:
    """Return the statement of a note that one of ``keys`` signed.

    :raises CheckpointRefused: unless one of the keys signed it, and the signature holds
    :raises StatementRefused: when the text is no statement
    """
    text, _key = open_note(note, keys)
    lines = text.splitlines()
    if len(lines) != len(_LINES) + 2 or lines[0] != _FIRST or lines[-1] != ASSENT:
        raise StatementRefused("this is no statement of a signature")
    said = {}
    for name, line in zip(_LINES, lines[1:-1], strict=True):
        head, space, value = line.partition(" ")
        if head != name or not space:
            raise StatementRefused(f"the statement does not say its {name}")
        said[name] = value
    try:
        root = base64.b64decode(said.pop("root"), validate=True)
        version, parts = int(said.pop("version")), int(said.pop("parts"))
        statement = Statement(root=root, version=version, parts=parts, **said)
    except ValueError as error:
        raise StatementRefused("a number or the root of the statement is damaged") from error
    if statement.text() != text:
        raise StatementRefused("the statement is not written as statements are")
    return statement


def _one_line(value: str) -> str:
    """Return a value without the breaks that would make a line of its own."""
    return " ".join(value.split())
