"""Signed notes: one published elsewhere is read, ours hold, altered ones do not."""

import base64
import hashlib

import pytest
from ckanext.datashare.domain.checkpoint import (
    Checkpoint,
    CheckpointRefused,
    PrivateKey,
    PublicKey,
    read_checkpoint,
    verify_checkpoint,
)
from hypothesis import given
from hypothesis import strategies as st

# From the documentation of Go's package golang.org/x/mod/sumdb/note.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
# The checksum database of the Go project: its key, as every Go installation carries it.
SUMDB_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"

KEY = PrivateKey("log.example/datashare", hashlib.sha256(b"a key for tests").digest())
NOTE = Checkpoint(
    KEY.name, 7, hashlib.sha256(b"root").digest(), "2026-03-02T09:00:00.000000Z"
).sign(KEY)


@pytest.mark.parametrize("text", [GO_KEY, SUMDB_KEY])
def test_key_of_another_log_is_read_and_written_alike(text):
    assert str(PublicKey.read(text)) == text


def test_note_has_the_lines_of_the_standard():
    text, signature = NOTE.split("\n\n")

    assert text.splitlines() == [
        "log.example/datashare",
        "7",
        base64.b64encode(hashlib.sha256(b"root").digest()).decode(),
        "time 2026-03-02T09:00:00.000000Z",
    ]
    assert signature.startswith("— log.example/datashare ") and signature.endswith("\n")


def test_signed_checkpoint_is_read_back():
    checkpoint = verify_checkpoint(NOTE, [KEY.public])

    assert (checkpoint.origin, checkpoint.size) == ("log.example/datashare", 7)
    assert checkpoint.root == hashlib.sha256(b"root").digest()


@given(at=st.integers(0, len(NOTE) - 1), other=st.characters(codec="utf-8"))
def test_note_with_one_letter_changed_is_refused(at, other):
    altered = NOTE[:at] + other + NOTE[at + 1 :]

    if altered != NOTE:
        with pytest.raises(CheckpointRefused):
            verify_checkpoint(altered, [KEY.public])


def test_spare_bits_of_the_signature_cannot_be_changed():
    last = NOTE.rstrip("\n").rstrip("=")[-1]
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/":
        if other != last:
            head, _, tail = NOTE.rpartition(last)
            with pytest.raises(CheckpointRefused):
                verify_checkpoint(head + other + tail, [KEY.public])


@given(st.text(max_size=200))
def test_any_other_text_is_refused_with_a_sentence(text):
    with pytest.raises(CheckpointRefused):
        verify_checkpoint(text, [KEY.public])


def test_signatures_of_witnesses_may_stand_beside_ours():
    witness = PrivateKey("witness.example", hashlib.sha256(b"witness").digest())
    theirs = Checkpoint(KEY.name, 7, hashlib.sha256(b"root").digest()).sign(witness)
    line = theirs.split("\n\n")[1]

    assert verify_checkpoint(NOTE + line, [KEY.public]).size == 7
    with pytest.raises(CheckpointRefused, match="known key"):
        verify_checkpoint(theirs, [KEY.public])


def test_log_of_another_name_is_refused_though_our_key_signed_it():
    note = Checkpoint("other.example/log", 7, hashlib.sha256(b"root").digest()).sign(KEY)

    with pytest.raises(CheckpointRefused):
        verify_checkpoint(note, [KEY.public])


def test_private_key_is_read_back_and_never_shown():
    text = KEY.secret_text()

    assert PrivateKey.read(text) == KEY
    assert KEY.raw.hex() not in repr(KEY) and text.split("+")[-1] not in f"{KEY} {KEY!r}"
    with pytest.raises(CheckpointRefused) as refused:
        PrivateKey.read(text[:-6] + "AAAAA=")
    assert text.split("+")[-1][:10] not in str(refused.value)


@pytest.mark.parametrize("name", ["", "with space", "with+plus", "line\nbreak"])
def test_name_that_would_break_the_format_is_refused(name):
    with pytest.raises(CheckpointRefused):
        PrivateKey.generate(name)


@pytest.mark.parametrize(
    "text",
    [
        "origin\n07\nTBRyUTJyJLbPEvuJM7VoKRM9sXu4/emv+p1FnhKVyNs=\n",
        "origin\n-1\nTBRyUTJyJLbPEvuJM7VoKRM9sXu4/emv+p1FnhKVyNs=\n",
        "origin\n7\nTBRy\n",
        "origin\n7\n",
        "origin\n²\nTBRyUTJyJLbPEvuJM7VoKRM9sXu4/emv+p1FnhKVyNs=\n",
    ],
)
def test_damaged_checkpoint_is_refused(text):
    with pytest.raises(CheckpointRefused):
        read_checkpoint(text + "\n— origin AAAA\n")
