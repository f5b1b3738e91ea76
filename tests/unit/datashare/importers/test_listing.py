"""Our own columns."""

from __future__ import annotations

import csv
import io

import pytest
from ckanext.datashare.importers import listing, read
from ckanext.datashare.schemas.definition import fields


@pytest.fixture(scope="module")
def rows(made):
    return list(read("csv", [made / "list.csv"]))


def read_text(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return list(read("csv", [path]))


def test_template_has_every_field_a_person_fills():
    (heading,) = csv.reader(io.StringIO(listing.template(), newline=""))

    for name, field in fields("agreement").items():
        if field.on_form and name not in ("owner_org", "parties"):
            assert name in heading
    assert heading[:3] == ["source_id", "source_version", "source_url"]
    assert len(heading) == len(set(heading))


def test_template_is_itself_a_list_without_rows(tmp_path):
    assert read_text(tmp_path, listing.template()) == []


def test_list_parties_stand_once_with_all_that_is_said(rows):
    assert [(p.name, p.role, p.discloses, p.receives) for p in rows[0].parties] == [
        ("Camden Council", "", True, None),
        ("London Borough of Hackney", "", None, True),
    ]


def test_list_identifier_stands_for_a_body(rows):
    assert (rows[1].lead.name, rows[1].lead.identifiers) == (
        "Camden Council",
        (("ons", "E09000007"),),
    )
    assert rows[1].parties[1].role == "processor"


def test_list_values_are_ids_or_labels_and_others_are_kept_in_words(rows):
    assert rows[0].fields["theme"] == ["housing"]
    assert rows[0].source_words["theme"] == "Something else"
    assert rows[1].fields["theme"] == ["culture-and-leisure"]


def test_list_rows_of_a_field_are_names_or_json(rows, tmp_path):
    (as_json,) = read_text(
        tmp_path,
        'source_id,title,lead,lay_summary,recipients,data_items\n1,T,A,S,B,"[{""name"": ""x""}]"\n',
    )

    assert rows[0].fields["purposes"] == [
        {"title": "Repair cold homes"},
        {"title": "Advise tenants"},
    ]
    assert as_json.fields["data_items"] == [{"name": "x"}]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("source_id,title,lead\n1,T,A\n", "1 column is missing: “lay_summary”."),
        (
            "source_id,title,lead,lay_summary,tittle\n1,T,A,S,x\n",
            "“tittle” is no column of this format: see ckan datashare template csv.",
        ),
        ("source_id,title,lead,lay_summary\n1,,A,S\n", "The column “title” is empty."),
        ("source_id,title,lead,lay_summary\n1,T,A,S\n", "The row names no party beside the lead."),
        (
            "source_id,title,lead,lay_summary,receivers,data_items\n1,T,A,S,B,[oops\n",
            "data_items: the cell starts with “[” and is no JSON.",
        ),
        (
            'source_id,title,lead,lay_summary,receivers,data_items\n1,T,A,S,B,"[1]"\n',
            "data_items: the JSON is no list of objects.",
        ),
    ],
)
def test_list_that_cannot_be_used_says_why(tmp_path, text, reason):
    assert [row.refusal for row in read_text(tmp_path, text)] == [reason]


def test_list_document_is_said_not_to_be_public_unless_a_reason_is_given(rows):
    assert rows[0].fields["document_not_public_reason"] == listing.NOT_PUBLIC
