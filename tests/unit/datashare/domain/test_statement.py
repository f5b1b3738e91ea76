"""The statement of a signature: what it says, and that only its own key and words hold."""

from __future__ import annotations

import dataclasses

import pytest
from ckanext.datashare.domain.checkpoint import (
    Checkpoint,
    CheckpointRefused,
    PrivateKey,
    verify_checkpoint,
)
from ckanext.datashare.domain.statement import (
    Statement,
    StatementRefused,
    opaque,
    verify_statement,
)

KEY = PrivateKey("register.example/datashare", bytes(range(32)))
STATEMENT = Statement(
    reference="DSL-2026-483920",
    version=1,
    parts=73,
    root=bytes(range(32)),
    pdf="ab" * 32,
    body="b-1",
    called="Camden Council",
    role="siro",
    signer="cd" * 32,
    how="totp",
    at="2026-11-24T15:00:00Z",
)


def test_vector_of_a_statement_is_what_it_always_was():
    assert STATEMENT.text() == (
        "datashare signature 1\n"
        "reference DSL-2026-483920\n"
        "version 1\n"
        "parts 73\n"
        "root AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
        f"pdf {'ab' * 32}\n"
        "body b-1\n"
        "called Camden Council\n"
        "role siro\n"
        f"signer {'cd' * 32}\n"
        "how totp\n"
        "at 2026-11-24T15:00:00Z\n"
        "I have read this text and sign it for this body, with the authority of this role.\n"
    )


def test_statement_is_read_as_it_was_signed():
    assert verify_statement(STATEMENT.sign(KEY), [KEY.public]) == STATEMENT


@pytest.mark.parametrize("name", ["reference", "pdf", "body", "called", "role", "signer", "how"])
def test_changed_line_does_not_hold(name):
    note = STATEMENT.sign(KEY).replace(
        f"{name} {getattr(STATEMENT, name)}", f"{name} something-else"
    )

    with pytest.raises(CheckpointRefused):
        verify_statement(note, [KEY.public])


def test_another_key_does_not_hold():
    other = PrivateKey(KEY.name, bytes(32))

    with pytest.raises(CheckpointRefused):
        verify_statement(STATEMENT.sign(other), [KEY.public])


def test_checkpoint_is_no_statement_and_a_statement_no_checkpoint():
    note = Checkpoint(KEY.name, 1, bytes(32)).sign(KEY)

    with pytest.raises(StatementRefused):
        verify_statement(note, [KEY.public])
    with pytest.raises(CheckpointRefused):
        verify_checkpoint(STATEMENT.sign(KEY), [KEY.public])


def test_title_with_line_breaks_makes_no_line_of_its_own():
    sly = dataclasses.replace(STATEMENT, called="Camden\nrole iao")

    assert verify_statement(sly.sign(KEY), [KEY.public]).role == "siro"


def test_person_is_told_apart_by_who_knows_them_and_by_nobody_else():
    root, other = bytes(32), bytes(range(32))

    assert opaque("p", root=root) == opaque("p", root=root)
    assert len({opaque("p", root=root), opaque("q", root=root), opaque("p", root=other)}) == 3
