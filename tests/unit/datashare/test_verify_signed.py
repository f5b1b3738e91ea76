"""The stand-alone verifier on a signed agreement: it holds, and nothing made of it does."""

from __future__ import annotations

import base64
import copy
import json

import pytest
from ckanext.datashare import verify
from ckanext.datashare.domain.checkpoint import PrivateKey
from ckanext.datashare.domain.frozen import freeze
from ckanext.datashare.domain.merkle import node_hash
from ckanext.datashare.domain.statement import Statement
from ckanext.datashare.verify_signed import SIGNED

KEY = PrivateKey("register.example/datashare", bytes(range(32)))
PDF = "ab" * 32
TEXT = freeze([("field:title", "Falls"), ("field:purpose", "Visits"), ("clause:law", "Section 1")])


def statement(**changed):
    said = {
        "reference": "DSL-2026-483920",
        "version": 1,
        "parts": 3,
        "root": TEXT.root,
        "pdf": PDF,
        "body": "b-1",
        "called": "Camden Council",
        "role": "siro",
        "signer": "cd" * 32,
        "how": "totp",
        "at": "2026-11-24T15:00:00Z",
        **changed,
    }
    return Statement(**said).sign(KEY)


def proof():
    parts = [
        {"path": part.path, "value": part.value, "salt": base64.b64encode(part.salt).decode()}
        for part in TEXT.parts
    ]
    parts[1] = {
        "path": "field:purpose",
        "withheld": {"reason": "It is secret."},
        "commitment": TEXT.parts[1].commitment.hex(),
    }
    return {
        "format": SIGNED,
        "public_keys": [str(KEY.public)],
        "reference": "DSL-2026-483920",
        "version": 1,
        "root": TEXT.root.hex(),
        "pdf_sha256": PDF,
        "parts": parts,
        "statements": [statement(), statement(body="b-2", called="Hackney Council")],
    }


def outcome(made, capsys, tmp_path, *more):
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(made), "utf-8")
    code = verify.main([str(file), *more])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_proof_with_a_part_kept_back_holds(capsys, tmp_path):
    code, said = outcome(proof(), capsys, tmp_path, "--key", str(KEY.public))

    assert code == 0
    assert "2 of 3 parts" in said and "Camden Council" in said and "Hackney Council" in said


def _changed_word(made):
    made["parts"][0]["value"] = "Fall"


def _swapped(made):
    made["parts"].reverse()


def _left_out(made):
    del made["parts"][1]


def _moved_reason(made):
    made["parts"][1]["path"] = "field:title"


def _folded(made):
    """Two parts passed off as one that is withheld: the tree alone would not tell."""
    first, second = TEXT.parts[:2]
    folded = node_hash(first.hash, second.hash)
    made["parts"][:2] = [{"path": "x", "withheld": {"reason": "x"}, "commitment": folded.hex()}]


def _other_count(made):
    made["statements"] = [statement(parts=2)]


def _other_root(made):
    made["statements"] = [statement(root=bytes(32))]


def _other_version(made):
    made["version"] = 2


def _other_pdf(made):
    made["pdf_sha256"] = "00" * 32


def _twice(made):
    made["statements"].append(statement(role="iao"))


def _nobody(made):
    made["statements"] = []


def _checkpoint(made):
    made["statements"] = ["register.example/datashare\n1\nAAAA\n\n— x AAAA\n"]


def _unsaid(made):
    del made["parts"][1]["withheld"]


@pytest.mark.parametrize(
    "change",
    [
        *(_changed_word, _swapped, _left_out, _moved_reason, _folded, _other_count, _other_root),
        *(_other_version, _other_pdf, _twice, _nobody, _checkpoint, _unsaid),
    ],
)
def test_proof_that_was_changed_does_not_hold(change, capsys, tmp_path):
    made = copy.deepcopy(proof())
    change(made)

    code, said = outcome(made, capsys, tmp_path)

    assert code == 1, said


def test_proof_of_another_key_does_not_hold(capsys, tmp_path):
    other = PrivateKey(KEY.name, bytes(32)).public

    code, _said = outcome(proof(), capsys, tmp_path, "--key", str(other))

    assert code == 1


@pytest.mark.parametrize("missing", ["parts", "statements", "root"])
def test_damaged_proof_is_not_checked(missing, capsys, tmp_path):
    made = proof()
    del made[missing]

    code, _said = outcome(made, capsys, tmp_path)

    assert code == 2
