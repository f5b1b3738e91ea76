"""The stand-alone verifier: holds what holds, refuses what was altered, and needs no CKAN."""

import base64
import hashlib
import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest
from ckanext.datashare import verify
from ckanext.datashare.domain.checkpoint import Checkpoint, PrivateKey
from ckanext.datashare.domain.event import Event
from ckanext.datashare.domain.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
)

KEY = PrivateKey("log.example/datashare", hashlib.sha256(b"a key for tests").digest())
OTHER = PrivateKey("log.example/datashare", hashlib.sha256(b"another key").digest())
START = datetime(2026, 3, 2, tzinfo=timezone.utc)
EVENTS = [
    Event(
        id=f"event-{number}",
        at=START + timedelta(minutes=number),
        actor=f"officer-{number}",
        actor_salt=bytes([number]) * 16,
        nonce=bytes([number]) * 16,
        action="agreement:state:registered",
        subject_type="agreement",
        subject_id="a1",
        facts={},
    )
    for number in range(7)
]
LEAVES = [event.leaf_hash() for event in EVENTS]


def note(size, key=KEY):
    time = f"2026-03-02T10:0{size}:00.000000Z"
    return Checkpoint(key.name, size, root_of(LEAVES[:size]), time).sign(key)


def proof(index=3):
    return {
        "format": verify.PROOF,
        "event": EVENTS[index].canonical().decode(),
        "leaf": index,
        "path": [base64.b64encode(step).decode() for step in inclusion_proof(LEAVES, index)],
        "checkpoint": note(7),
        "public_key": str(KEY.public),
    }


def consistency(old=4):
    return {
        "format": verify.CONSISTENCY,
        "old": note(old),
        "new": note(7),
        "proof": [base64.b64encode(step).decode() for step in consistency_proof(LEAVES, old)],
        "public_key": str(KEY.public),
    }


def log():
    lines = [{"format": verify.LOG, "public_keys": [str(KEY.public)]}]
    for index, event in enumerate(EVENTS):
        if index == 4:
            lines.append({"checkpoint": note(4)})
        lines.append(
            {
                "leaf": index,
                "hash": LEAVES[index].hex(),
                "event": event.canonical().decode(),
                "actor": event.actor,
                "actor_salt": event.actor_salt.hex(),
            }
        )
    return [*lines, {"checkpoint": note(7)}]


@pytest.fixture
def check(tmp_path, capsys):
    def run(content, *arguments, indent=None):
        file = tmp_path / "file"
        if isinstance(content, list):
            file.write_text("\n".join(json.dumps(line) for line in content))
        else:
            file.write_text(json.dumps(content, indent=indent))
        code = verify.main([str(file), *arguments])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


@pytest.mark.parametrize("content", [proof(), consistency(), log()], ids=["proof", "old", "log"])
def test_what_holds_is_said_to_hold(check, content):
    code, said = check(content, "--key", str(KEY.public))

    assert code == 0
    assert said.startswith("HOLDS: ")


def test_key_of_the_file_itself_is_named_as_such(check):
    code, said = check(proof(), indent=1)

    assert code == 0
    assert "compare it with the one the site publishes" in said


@pytest.mark.parametrize("content", [proof(), consistency(), log()], ids=["proof", "old", "log"])
def test_another_key_is_refused(check, content):
    code, said = check(content, "--key", str(OTHER.public))

    assert code == 1
    assert "not signed by a known key" in said


def test_altered_event_of_a_proof_does_not_hold(check):
    altered = proof()
    altered["event"] = altered["event"].replace("registered", "refused")

    assert check(altered)[0] == 1


def test_proof_for_another_place_does_not_hold(check):
    assert check({**proof(), "leaf": 2})[0] == 1


def test_older_checkpoint_of_another_log_does_not_hold(check):
    altered = consistency(3)
    altered["old"] = Checkpoint(KEY.name, 3, root_of(LEAVES[1:4])).sign(KEY)

    code, said = check(altered)

    assert code == 1
    assert "older root" in said


def drop(lines, at):
    return lines[:at] + lines[at + 1 :]


def test_event_missing_from_a_log_is_named(check):
    code, said = check(drop(log(), 3))

    assert code == 1
    assert "leaf 2 is missing" in said


def test_event_altered_in_a_log_is_named(check):
    lines = log()
    lines[3]["event"] = lines[3]["event"].replace("registered", "refused")

    code, said = check(lines)

    assert code == 1
    assert "leaf 2 (line 4): the event is not the one that was sealed" in said


def test_actor_altered_in_a_log_is_named(check):
    lines = log()
    lines[3]["actor"] = "officer-6"

    code, said = check(lines)

    assert code == 1
    assert "leaf 2 (line 4): the actor" in said


def test_event_and_hash_altered_together_show_in_the_root(check):
    lines = log()
    lines[3]["event"] = lines[3]["event"].replace("registered", "refused")
    lines[3]["hash"] = leaf_hash(lines[3]["event"].encode()).hex()

    code, said = check(lines)

    assert code == 1
    assert "leaves 0 to 3 do not make the root" in said


def test_log_without_its_last_checkpoint_does_not_hold(check):
    code, said = check(log()[:-1])

    assert code == 1
    assert "leaves from 4 on stand under no checkpoint" in said


def test_log_that_was_cut_off_is_shown_by_a_kept_checkpoint(check, tmp_path):
    kept = tmp_path / "kept"
    kept.write_text(note(7))

    code, said = check(log()[:6], "--checkpoint", str(kept))

    assert code == 1
    assert "cut off" in said


def test_log_that_was_rewritten_is_shown_by_a_kept_checkpoint(check, tmp_path):
    kept = tmp_path / "kept"
    kept.write_text(Checkpoint(KEY.name, 2, root_of(LEAVES[5:])).sign(KEY))

    code, said = check(log(), "--checkpoint", str(kept))

    assert code == 1
    assert "rewritten" in said


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"format": "something else", "public_key": str(KEY.public)},
        {**proof(), "path": ["not base64!"]},
        {key: value for key, value in proof().items() if key != "leaf"},
        {**proof(), "leaf": "third"},
        [log()[0], {"leaf": 0, "hash": "no hexadecimal"}],
        [*log()[:2], ["a list"]],
    ],
)
def test_file_that_cannot_be_read_is_said_to_be_unchecked(check, content):
    code, said = check(content)

    assert code == 2
    assert said.startswith("NOT CHECKED: ")


def test_file_that_is_missing_or_binary_is_said_to_be_unchecked(tmp_path, capsys):
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")

    assert verify.main([str(binary)]) == 2
    assert verify.main([str(tmp_path / "missing")]) == 2
    assert capsys.readouterr().err.count("NOT CHECKED: ") == 2


def test_key_that_is_none_is_said_to_be_unusable(check):
    code, said = check(proof(), "--key", "no key")

    assert code == 2
    assert said.startswith("NOT CHECKED: ")


def test_program_runs_where_ckan_is_not_installed(tmp_path):
    file = tmp_path / "proof"
    file.write_text(json.dumps(proof()))
    # A finder before all others, which knows nothing of CKAN, SQLAlchemy or Flask.
    program = (
        "import sys, runpy\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('ckan', 'sqlalchemy', 'flask', 'click'):\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        f"sys.argv = ['verify', {str(file)!r}]\n"
        "runpy.run_module('ckanext.datashare.verify', run_name='__main__')\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("HOLDS: Event event-3")
