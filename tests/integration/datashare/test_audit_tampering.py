"""Whatever is altered in a sealed log, by its database's owner, is found and named."""

import json

import pytest
from ckanext.datashare.audit import proof
from ckanext.datashare.domain.merkle import leaf_hash

from tests import audit_log as log

pytestmark = pytest.mark.usefixtures("clean_db", "signing_key")


@pytest.fixture
def alter(owner_url):
    def run(statement, *values):
        with log.as_owner(owner_url) as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount

    return run


def named(event_id, kind):
    return [f for f in log.findings() if f.event == event_id and f.kind == kind]


def test_untouched_log_holds():
    log.sealed(8)

    assert log.findings() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "'system:other'"),
        ("actor_salt", "'\\x00'"),
        ("actor_body", "'another body'"),
        ("action", "'agreement:state:resumed'"),
        ("subject_type", "'body'"),
        ("subject_id", "'another'"),
        ("agreement_reference", "'DSL-2026-000002'"),
        ("agreement_version", "2"),
        ("purpose", "'another purpose'"),
        ("facts", """'{"reason": "another"}'"""),
        ("at", "at + interval '1 microsecond'"),
    ],
)
def test_changed_column_is_named_with_its_event(alter, column, value):
    ids = log.sealed(5)

    alter(f"UPDATE datashare_event SET {column} = {value} WHERE id = %s", ids[1])

    (finding,) = log.findings()
    assert (finding.kind, finding.event, finding.leaf) == ("event-column", ids[1], 1)
    assert column in finding.sentence and ids[1] in finding.sentence


def test_changed_id_is_named_as_missing_and_as_never_sealed(alter):
    ids = log.sealed(5)

    alter("UPDATE datashare_event SET id = 'another' WHERE id = %s", ids[1])

    assert named(ids[1], "event-missing")
    assert named("another", "event-unsealed")


def test_changed_canonical_bytes_are_named(alter):
    ids = log.sealed(5)

    alter(
        "UPDATE datashare_event SET canonical = convert_to(replace(convert_from(canonical, 'UTF8'),"
        " 'reason 2', 'reason 9'), 'UTF8') WHERE id = %s",
        ids[2],
    )

    assert named(ids[2], "event-hash")
    assert "facts" in named(ids[2], "event-column")[0].sentence


def test_garbage_in_the_canonical_bytes_is_named(alter):
    ids = log.sealed(5)

    alter("UPDATE datashare_event SET canonical = '\\xff00' WHERE id = %s", ids[2])

    assert named(ids[2], "event-bytes")


def test_changed_leaf_hash_of_an_event_is_named(alter):
    ids = log.sealed(5)

    alter("UPDATE datashare_event SET leaf_hash = sha256('x') WHERE id = %s", ids[3])

    assert named(ids[3], "event-hash")
    assert named(ids[3], "leaf-hash")


def test_changed_hash_of_a_leaf_is_named(alter):
    ids = log.sealed(5)

    alter("UPDATE datashare_leaf SET leaf_hash = sha256('x') WHERE event_id = %s", ids[3])

    assert named(ids[3], "leaf-hash")
    assert "root" in log.kinds()


def test_event_rewritten_consistently_is_named_by_its_leaf(alter, owner_url):
    ids = log.sealed(5)

    _rewrite(owner_url, ids[3])

    (finding,) = log.findings()
    assert (finding.kind, finding.event, finding.leaf) == ("leaf-hash", ids[3], 3)


def test_event_rewritten_together_with_its_leaf_is_named_by_its_checkpoint(alter, owner_url):
    log.sealed(9)
    ids = log.write(1, first=9)
    log.seal(10)
    log.write(1, first=10)
    log.seal(11)

    hashed = _rewrite(owner_url, ids[0])
    alter("UPDATE datashare_leaf SET leaf_hash = %s WHERE event_id = %s", hashed, ids[0])

    (finding,) = log.findings()
    assert (finding.kind, finding.leaf) == ("root", 9)
    assert "Leaf 9" in finding.sentence


def _rewrite(owner_url, event_id):
    with log.as_owner(owner_url) as cursor:
        cursor.execute("SELECT canonical FROM datashare_event WHERE id = %s", (event_id,))
        form = json.loads(bytes(cursor.fetchone()[0]))
        form["purpose"] = "another"
        data = json.dumps(form, sort_keys=True, separators=(",", ":")).encode()
        cursor.execute(
            "UPDATE datashare_event SET purpose = 'another', canonical = %s, leaf_hash = %s"
            " WHERE id = %s",
            (data, leaf_hash(data), event_id),
        )
    return leaf_hash(data)


@pytest.mark.feature(18)
def test_deleted_event_is_named(alter):
    ids = log.sealed(5)

    alter("DELETE FROM datashare_event WHERE id = %s", ids[4])

    (finding,) = log.findings()
    assert (finding.kind, finding.event, finding.leaf) == ("event-missing", ids[4], 4)


def test_event_deleted_with_its_leaf_is_named_by_its_place(alter):
    ids = log.sealed(7)

    alter("DELETE FROM datashare_event WHERE id = %s", ids[4])
    alter("DELETE FROM datashare_leaf WHERE event_id = %s", ids[4])

    (finding,) = log.findings()
    assert (finding.kind, finding.leaf) == ("leaf-missing", 4)


def test_leaf_deleted_alone_names_place_and_event(alter):
    ids = log.sealed(7)

    alter("DELETE FROM datashare_leaf WHERE event_id = %s", ids[4])

    assert log.kinds() == {"leaf-missing", "event-unsealed"}
    assert named(ids[4], "event-unsealed")


def test_events_exchanged_between_leaves_are_both_named(alter):
    ids = log.sealed(6)

    alter(
        "UPDATE datashare_leaf a SET leaf_hash = b.leaf_hash, event_id = b.event_id || '!'"
        " FROM datashare_leaf b WHERE (a.leaf_index, b.leaf_index) IN ((3, 4), (4, 3))"
    )
    alter("UPDATE datashare_leaf SET event_id = rtrim(event_id, '!')")

    assert named(ids[3], "order")
    assert "root" in log.kinds()


def test_only_the_events_of_two_leaves_exchanged_are_both_named(alter):
    ids = log.sealed(6)

    alter(
        "UPDATE datashare_leaf a SET event_id = b.event_id || '!'"
        " FROM datashare_leaf b WHERE (a.leaf_index, b.leaf_index) IN ((3, 4), (4, 3))"
    )
    alter("UPDATE datashare_leaf SET event_id = rtrim(event_id, '!')")

    assert named(ids[3], "leaf-hash") and named(ids[4], "leaf-hash")


def test_leaves_exchanged_across_checkpoints_are_found(alter):
    log.sealed(9)

    alter("UPDATE datashare_leaf SET leaf_index = -leaf_index WHERE leaf_index IN (1, 7)")
    alter("UPDATE datashare_leaf SET leaf_index = 8 + leaf_index WHERE leaf_index < 0")

    sentences = [f.sentence for f in log.findings() if f.kind == "root"]
    assert [s.split(",")[0] for s in sentences] == ["Leaves 0 to 2", "Leaves 6 to 8"]


def test_row_added_with_a_leaf_hash_that_is_not_its_own_is_named(alter):
    log.sealed(3)
    (new,) = log.write(first=3)

    alter("UPDATE datashare_event SET leaf_hash = sha256('x') WHERE id = %s", new)

    assert named(new, "event-hash")
    log.seal(5)
    assert named(new, "event-hash")[0].leaf == 3


def test_altered_checkpoint_is_named(alter):
    log.sealed(6)

    alter("UPDATE datashare_checkpoint SET at = at + interval '1 day' WHERE size = 3")
    alter("UPDATE datashare_checkpoint SET root = sha256('x') WHERE size = 6")

    sentences = [f.sentence for f in log.findings() if f.kind == "checkpoint-column"]
    assert any("Checkpoint 3" in s and "at says" in s for s in sentences)
    assert any("Checkpoint 6" in s and "root says" in s for s in sentences)


def test_forged_signature_is_named(alter):
    log.sealed(6)

    alter("UPDATE datashare_checkpoint SET note = replace(note, E'\\n6\\n', E'\\n5\\n')")

    assert "checkpoint-signature" in log.kinds()


@pytest.mark.feature(18)
def test_log_cut_off_is_shown_by_an_exported_checkpoint(alter):
    log.sealed(9)
    kept = proof.last_note()

    alter(
        "DELETE FROM datashare_event WHERE id IN (SELECT event_id FROM datashare_leaf"
        " WHERE leaf_index >= 6)"
    )
    alter("DELETE FROM datashare_leaf WHERE leaf_index >= 6")
    alter("DELETE FROM datashare_checkpoint WHERE size > 6")

    assert log.findings() == []
    (finding,) = log.findings(kept)
    assert finding.kind == "truncated" and "Leaves 6 to 8" in finding.sentence


def test_log_rewritten_after_it_was_cut_off_is_shown_by_an_exported_checkpoint(alter):
    log.sealed(9)
    kept = proof.last_note()

    alter(
        "DELETE FROM datashare_event WHERE id IN (SELECT event_id FROM datashare_leaf"
        " WHERE leaf_index >= 6)"
    )
    alter("DELETE FROM datashare_leaf WHERE leaf_index >= 6")
    alter("DELETE FROM datashare_checkpoint WHERE size > 6")
    log.write(6, first=6)
    log.seal(20)

    assert log.findings() == []
    assert log.kinds(kept) == {"rewritten"}


def test_exported_checkpoint_of_an_earlier_time_is_met():
    log.sealed(6)
    kept = proof.last_note()

    log.write(3, first=6)
    log.seal(20)

    assert log.findings(kept) == []


def test_deleted_last_checkpoint_is_named(alter):
    log.sealed(6)

    alter("DELETE FROM datashare_checkpoint WHERE size = 6")

    assert "checkpoint-missing" in log.kinds()


def test_checkpoint_of_another_key_is_refused_as_evidence(tmp_path, monkeypatch):
    import ckan.plugins.toolkit as tk
    from ckanext.datashare.audit import key

    log.sealed(3)
    monkeypatch.setitem(
        tk.config, "ckanext.datashare.audit.key_file", str(tmp_path / "another.key")
    )
    key.generate()

    assert log.kinds() == {"checkpoint-signature"}
