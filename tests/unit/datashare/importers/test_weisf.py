"""The Essex register's quirks, on made rows of its columns."""

from __future__ import annotations

import pytest
from ckanext.datashare.importers import known, weisf


@pytest.fixture(scope="module")
def rows(made):
    return list(weisf.read(made / "weisf_made_rows.csv"))


def test_weisf_key_is_lead_and_title_whatever_the_spelling(rows):
    assert rows[0].source_id == "southend on sea city council: 0042 - winter warmth protocol"
    assert rows[0].source_id == weisf.key(
        lead="Southend Borough Council", title="0042 – Winter  Warmth Protocol"
    )


def test_weisf_month_is_due_until_its_last_day(rows):
    assert rows[0].fields["review_date"] == "2024-03-31"
    assert rows[0].source_words["review_date"] == "Mar-2024"


def test_weisf_under_review_is_a_state_and_no_date(rows):
    assert "review_date" not in rows[1].fields
    assert rows[1].source_words["review_date"] == "Under Review"


def test_weisf_two_spellings_are_one_body():
    for spellings in (
        ("Southend on Sea Borough Council", "Southend Borough Council"),
        ("Thurrock District Council", "Thurrock Council"),
    ):
        assert len({known.title(name) for name in spellings}) == 1


def test_weisf_number_before_the_title_is_a_reference(rows):
    assert rows[0].fields["other_references"] == ["0042"]
    assert rows[0].fields["title"] == "0042 - Winter Warmth Protocol"


def test_weisf_heading_on_no_list_is_kept_in_words(rows):
    assert rows[0].fields["theme"] == ["health-and-wellbeing"]
    assert "theme" not in rows[2].fields
    assert rows[2].source_words["theme"] == "Lost and Found"


def test_weisf_nobody_gives_or_receives_unless_said(rows):
    assert [(p.name, p.role, p.discloses, p.receives) for p in rows[0].parties] == [
        ("Southend on Sea Borough Council", "", None, None),
        ("Thurrock District Council", "", None, None),
        ("Example Warm Homes Trust", "", None, None),
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Feb-2024", "2024-02-29"),
        ("February 2023", "2023-02-28"),
        ("Foo-2024", ""),
        ("Mar-24", ""),
        ("Mar-9999", ""),
        ("", ""),
    ],
)
def test_month_end(words, day):
    assert weisf.month_end(words) == day


def test_weisf_row_without_a_second_body_says_why(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        ",".join(weisf.COLUMNS) + "\nT,P,Thurrock Council,Thurrock District Council,Mar-2024\n",
        encoding="utf-8",
    )

    (row,) = weisf.read(path)

    assert row.refusal == "The row names no other organisation than the lead."
