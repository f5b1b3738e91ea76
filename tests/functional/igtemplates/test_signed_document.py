"""A signed text as a document: the very bytes for its parties, and nothing withheld for others."""

from __future__ import annotations

import hashlib
import io
import json

import pypdfium2 as pdfium
import pytest
import yaml

from tests import factories, signing, written
from tests.team import Team, act
from tests.unit.igtemplates.given import small

SECRET = "Vault seventeen"
CLAUSES = [
    {"id": "why", "heading": "Purpose", "body": "We share because: {{purpose}}"},
    {"id": "safe", "heading": "Security", "body": "It is kept here: {{security_measures}}"},
]


@pytest.fixture(scope="module")
def teams(suite_app):
    return tuple(Team(title=f"{name} Council") for name in ("Alder", "Birch"))


@pytest.fixture(scope="module")
def template(teams):
    questions = [
        {"id": name.replace("_", "-"), "section": "why", "field": name, "text": "Which?"}
        for name in ("purpose", "security_measures")
    ]
    text = yaml.safe_dump(
        small(id="for-signing", clauses=CLAUSES, questions=questions, refused_when=[])
    )
    lead = teams[0]
    factories.call(
        "igtemplates_template_import",
        lead.reviewer["name"],
        text=text,
        owner_org=lead.body["id"],
    )
    return {"template": "for-signing", "template_version": "1"}


@pytest.fixture(scope="module")
def frozen(teams, template):
    lead = teams[0]
    made = written.agreed(*teams, security_measures=SECRET, **template)
    act("freeze", lead.reviewer, made["id"])
    for team in teams:
        written.say("read", team.siro, made["id"], body=team.body["id"])
    return made


@pytest.fixture(scope="module")
def public(suite_app, teams, frozen):
    lead = teams[0]
    factories.call(
        "datashare_part_withhold",
        lead.reviewer["name"],
        id=frozen["id"],
        path="field:security_measures",
        reason="It would help a thief.",
        exemption="foia-31",
        public_interest="Nobody needs to know where the key lies.",
    )
    for team in teams:
        with signing.session(suite_app, team.siro):
            factories.call(
                "datashare_signature_create",
                team.siro["name"],
                id=frozen["id"],
                body=team.body["id"],
                role="siro",
            )
    return factories.call("package_show", "", id=frozen["id"])


def get(app, address, who=None, **more):
    headers = factories.headers(who["name"]) if who else {}
    return app.get(address, headers=headers, **more)


def text_of(pdf):
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(io.BytesIO(pdf))]
    return " ".join(" ".join(pages).split())


def test_parties_get_the_very_bytes_that_are_signed(app, teams, frozen):
    proof = factories.call("datashare_signature_proof", teams[1].siro["name"], id=frozen["id"])

    found = get(app, f"/agreement/{frozen['id']}/document.pdf", teams[1].siro).get_data()

    assert hashlib.sha256(found).hexdigest() == proof["pdf_sha256"]
    assert proof["root"] in text_of(found)
    assert proof["reference"] in text_of(found)
    assert SECRET in text_of(found)


def test_public_is_led_to_the_copy_without_what_is_withheld(app, public):
    found = get(app, f"/agreement/{public['reference']}/document.pdf").get_data()

    text = text_of(found)
    assert "We share because:" in text
    assert "Withheld: It would help a thief." in text
    assert SECRET not in text


def test_parties_read_what_is_withheld_in_each_form(app, teams, public):
    found = get(app, f"/agreement/{public['reference']}/document.html", teams[1].siro)

    assert SECRET in found.body


def test_public_proof_tells_no_clause_that_quotes_what_is_withheld(app, teams, public):
    proof = factories.call("datashare_signature_proof", "", id=public["id"])

    parts = {part["path"]: part for part in proof["parts"]}
    assert SECRET not in json.dumps(proof)
    assert "value" not in parts["clause:safe"]
    assert "value" in parts["clause:why"]


def test_records_say_what_is_withheld(app, public):
    address = f"/agreement/{public['reference']}/records"

    for found in (get(app, address), get(app, f"{address}/ropa.json")):
        assert "Withheld: It would help a thief." in found.body
        assert SECRET not in found.body
