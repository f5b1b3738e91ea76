"""Findings: told once, in a sentence, and bound to the file they were found in."""

from dataclasses import replace

from ckanext.datashare.domain.finding import (
    MAX_FINDINGS,
    Finding,
    FindingKind,
    digest,
    distinct,
    shortened,
)

EMAIL = Finding(kind=FindingKind.EMAIL, text="team@example.org", page=2)
COVERED = Finding(kind=FindingKind.COVERED_TEXT, text="Alex", page=1, box=(1.0, 2.0, 3.0, 4.0))


def test_finding_survives_its_way_through_json():
    assert Finding.from_dict(EMAIL.as_dict()) == EMAIL
    assert Finding.from_dict(COVERED.as_dict()) == COVERED


def test_finding_speaks_in_a_sentence():
    assert EMAIL.sentence == "An e-mail address: team@example.org"
    assert Finding(kind=FindingKind.METADATA, text="{0}", label="Author").sentence == (
        "The file's properties hold “Author”: {0}"
    )


def test_distinct_keeps_each_finding_once_in_the_order_of_pages():
    assert distinct([EMAIL, COVERED, EMAIL]) == [COVERED, EMAIL]


def test_distinct_says_when_there_is_more():
    many = [replace(EMAIL, text=f"a{n}@example.org") for n in range(MAX_FINDINGS + 3)]

    kept = distinct(many)

    assert len(kept) == MAX_FINDINGS + 1
    assert (kept[-1].kind, kept[-1].text) == (FindingKind.MORE, "3")


def test_digest_changes_with_file_and_findings():
    one = digest([EMAIL], sha256="a")

    assert one == digest([Finding.from_dict(EMAIL.as_dict())], sha256="a")
    assert len({one, digest([EMAIL], sha256="b"), digest([EMAIL, COVERED], sha256="a")}) == 3


def test_shortened_is_one_line():
    assert shortened(" a\n b ") == "a b"
    assert len(shortened("a" * 999)) == 200
