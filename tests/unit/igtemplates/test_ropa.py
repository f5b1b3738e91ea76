"""What each party records of an agreement, and that no cell of it is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from ckanext.igtemplates.domain import privacy_notice, retention, table
from ckanext.igtemplates.domain.ropa import (
    CONTROLLER,
    NOT_STATED,
    PROCESSOR,
    Place,
    all_columns,
    entries,
)

SAID = {
    "agreement": "DSL-2026-483920, version 1",
    "title": "Free school meals",
    "purpose": "To find families who miss out.",
    "article_6": "Public task",
    "retention_period": "2 years",
}
LEAD = Place("a", "Alder Council", "joint-controller", gives=True)
OTHER = Place("b", "Birch Council", "joint-controller", gets=True, lawful_basis="Legal obligation")
HELPER = Place("c", "Cedar Ltd", "processor", gets=True, dpo="dpo@cedar.example")


def cells(entry):
    return {column.id: text for column, text in entry.cells}


@pytest.mark.feature(67, part=True)
def test_every_party_of_thirty_three_has_an_entry_of_its_kind():
    places = [Place(str(n), f"Body {n}", "processor" if n % 2 else "controller") for n in range(33)]

    found = entries(SAID, places)

    assert [entry.place for entry in found] == places
    assert {entry.kind for entry in found} == {CONTROLLER, PROCESSOR}


@pytest.mark.feature(66, part=True)
def test_controller_records_every_point_of_article_30_1():
    (found, *_) = entries(SAID, [LEAD, OTHER, HELPER])

    laws = {column.law for column, _text in found.cells}
    assert {f"Article 30(1)({point})" for point in "abcdefg"} <= laws
    assert cells(found)["joint_controllers"] == "Birch Council"
    assert cells(found)["processors"] == "Cedar Ltd"
    assert cells(found)["lawful_basis"] == "Public task"
    assert cells(found)["security"] == NOT_STATED


def test_processor_records_every_point_of_article_30_2():
    found = entries(SAID, [LEAD, OTHER, HELPER])[2]

    laws = {column.law for column, _text in found.cells}
    assert {f"Article 30(2)({point})" for point in "abcd"} <= laws
    assert cells(found)["controllers"] == "Alder Council; Birch Council"
    assert cells(found)["dpo"] == "dpo@cedar.example"


def test_party_with_a_basis_of_its_own_records_that_one():
    found = entries(SAID, [LEAD, OTHER])[1]

    assert cells(found)["lawful_basis"] == "Legal obligation"
    assert cells(found)["source"] == "Alder Council"


def test_one_table_has_each_column_once():
    ids = [column.id for column in all_columns()]

    assert len(ids) == len(set(ids))
    assert {"purposes", "controllers", "processing"} <= set(ids)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "|calc", " =1", "＝1"])
def test_cell_that_could_be_a_formula_is_text(cell):
    rows = csv.reader(io.StringIO(table.csv_bytes(["a"], [[cell]]).decode("utf-8-sig")))

    assert list(rows)[1] == [f"'{cell}"]


@pytest.mark.parametrize("cell", ["", "Alder", "1 year", "a=b", 'a, "b"\nc'])
def test_other_cells_are_as_they_were(cell):
    found = table.csv_bytes(["a"], [[cell]]).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(found, newline="")))[1] == [cell]


def test_retention_has_a_line_for_each_party_that_gets_data():
    found = retention.schedule(SAID, [LEAD, OTHER, HELPER])

    assert [line[0] for line in found] == ["Birch Council", "Cedar Ltd"]
    assert found[0][2] == "2 years"


@pytest.mark.feature(47, part=True)
def test_notice_tells_each_point_of_articles_13_and_14():
    found = privacy_notice.notice(SAID, OTHER, [LEAD, OTHER], bases=frozenset("e"))

    text = "\n".join(found.texts())
    for words in (
        "Birch Council",
        "To find families who miss out.",
        "Legal obligation",
        "We get it from: Alder Council.",
        "2 years",
        "Information Commissioner",
        "objecting (Article 21)",
    ):
        assert words in text
    assert "Article 20" not in text


def test_notice_by_consent_tells_how_to_take_it_back():
    found = privacy_notice.notice(SAID, LEAD, [LEAD, OTHER], bases=frozenset("a"))

    text = "\n".join(found.texts())
    assert "taking back your consent" in text
    assert "Article 20" in text
    assert "Article 21" not in text
