"""``ckan datashare audit``: from the key to a stranger's check, through files alone."""

import json
import stat
from pathlib import Path

import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare import verify
from ckanext.datashare.cli.audit import audit
from ckanext.datashare.domain.checkpoint import PublicKey
from ckanext.datashare.unit_of_work import unit_of_work
from click.testing import CliRunner

from tests import audit_log as log

pytestmark = pytest.mark.usefixtures("clean_db")


@pytest.fixture
def run():
    def invoke(*arguments):
        return CliRunner().invoke(audit, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def key_file(tmp_path, monkeypatch):
    path = tmp_path / "new.key"
    monkeypatch.setitem(tk.config, "ckanext.datashare.audit.key_file", str(path))
    return path


def test_keygen_makes_a_file_for_its_owner_only(run, key_file):
    done = run("keygen")

    assert done.exit_code == 0
    assert PublicKey.read(done.output).name == "test.ckan.net/datashare"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert key_file.read_text().strip() not in done.output


def test_keygen_never_replaces_a_key(run, key_file):
    run("keygen")
    before = key_file.read_text()

    again = run("keygen")

    assert again.exit_code == 2
    assert "never overwritten" in again.output
    assert key_file.read_text() == before


def test_keygen_takes_the_configured_origin(run, key_file, monkeypatch):
    monkeypatch.setitem(tk.config, "ckanext.datashare.audit.origin", "data.example/log")

    assert run("keygen").output.startswith("data.example/log+")


def test_key_that_others_can_read_is_refused(run, key_file):
    run("keygen")
    key_file.chmod(0o640)

    done = run("seal")

    assert done.exit_code == 2
    assert "chmod 600" in done.output


@pytest.mark.parametrize("command", ["seal", "verify", "public-key", "export"])
def test_missing_key_is_said_with_what_to_do(run, key_file, command):
    done = run(command)

    assert done.exit_code == 2
    assert "keygen" in done.output


def test_checkpoints_of_an_earlier_key_stay_checkable(run, key_file):
    old = run("keygen").output
    log.sealed(3)
    key_file.unlink()
    run("keygen")

    assert run("verify").exit_code == 1
    key_file.write_text(key_file.read_text() + old)
    log.write(1, first=3)
    log.seal(9)
    assert run("verify").exit_code == 0


def test_verify_tells_a_log_that_holds(run, signing_key):
    log.sealed(4)
    log.write(1, first=4)

    done = run("verify")

    assert done.exit_code == 0
    assert done.output == "4 events sealed under 2 checkpoints, 1 waiting. The log holds.\n"


def test_verify_names_what_was_altered(run, signing_key, owner_url):
    ids = log.sealed(4)
    with log.as_owner(owner_url) as cursor:
        cursor.execute("UPDATE datashare_event SET purpose = 'x' WHERE id = %s", (ids[2],))

    done, as_json = run("verify"), run("verify", "--json")

    assert done.exit_code == as_json.exit_code == 1
    assert f'Event {ids[2]} (leaf 2): column purpose says "x", sealed was null.' in done.output
    (finding,) = json.loads(as_json.output)["findings"]
    assert (finding["kind"], finding["event"], finding["leaf"]) == ("event-column", ids[2], 2)


def test_proof_export_and_consistency_hold_for_a_stranger(run, signing_key, tmp_path, capsys):
    ids = log.sealed(4)
    old, proof, consistency, whole, public = (
        tmp_path / name for name in ("old", "proof", "consistency", "whole", "public")
    )
    run("checkpoint", "-o", old)
    log.write(3, first=4)
    log.seal(9)

    assert run("prove", ids[1], "-o", proof).exit_code == 0
    assert run("consistency", old, "-o", consistency).exit_code == 0
    assert run("export", "-o", whole).exit_code == 0
    assert run("export", "--public", "-o", public).exit_code == 0
    assert run("verify", "--checkpoint", old).exit_code == 0

    key = str(signing_key)
    for file in (proof, consistency, whole, public):
        assert verify.main([str(file), "--key", key]) == 0
    assert verify.main([str(whole), "--key", key, "--checkpoint", str(old)]) == 0
    said = capsys.readouterr().out
    assert f"Event {ids[1]}, agreement:state:suspended" in said
    assert "7 leaves, 7 of them with their event, under 3 checkpoints" in said


def test_public_export_and_proof_hold_no_private_event_and_no_actor(run, signing_key, tmp_path):
    log.sealed(1)
    with unit_of_work():
        private = log.record(
            "agreement:state:returned",
            ("agreement", "a-draft"),
            by="system:someone",
            at=log.START,
            reason="not for everyone",
        )
    log.seal(5)
    run("export", "--public", "-o", tmp_path / "public")
    run("export", "-o", tmp_path / "whole")
    public, whole = ((tmp_path / name).read_text() for name in ("public", "whole"))

    for secret in ("not for everyone", "a-draft", private.id, "system:"):
        assert secret in whole and secret not in public
    assert private.leaf_hash().hex() in public


def test_event_that_is_unknown_or_not_sealed_is_not_proved(run, signing_key):
    (waiting,) = log.write()

    assert "not sealed yet" in run("prove", waiting).output
    unknown = run("prove", "unknown")
    assert unknown.exit_code == 2 and "no event unknown" in unknown.output


def test_consistency_with_a_checkpoint_that_is_none_is_refused(run, signing_key, tmp_path):
    log.sealed(2)
    file = Path(tmp_path / "old")
    file.write_text("no checkpoint")

    done = run("consistency", file)

    assert done.exit_code == 2
    assert "not a signed note" in done.output
