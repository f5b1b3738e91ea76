"""The Digital Economy Act register's quirks, on its real rows."""

from __future__ import annotations

import pytest
from ckanext.datashare.importers import dea, read


@pytest.fixture(scope="module")
def rows(sample):
    found = [
        *dea.read(sample / "dea_isa_register_2018.csv"),
        *dea.read(sample / "dea_isa_register_2019-02_update.tsv"),
    ]
    return {(row.file[-3:], row.source_id): row for row in found}


def parties(row):
    return [(p.name, p.role, p.discloses, p.receives) for p in row.parties]


def test_dea_both_shapes_are_read(rows):
    assert sorted(rows) == [
        ("csv", "1"),
        ("csv", "2"),
        ("csv", "3"),
        ("tsv", "2"),
        ("tsv", "3"),
        ("tsv", "4"),
    ]
    assert not any(row.refusal for row in rows.values())


def test_dea_codes_without_names_are_resolved(rows):
    assert parties(rows["csv", "1"]) == [
        ("Companies House", "controller", True, None),
        ("HM Revenue and Customs", "controller", True, None),
    ]
    assert rows["csv", "1"].lead.identifiers == (("government", "EA26"),)


def test_dea_code_and_name_that_differ_are_two_bodies_and_the_text_is_flagged(rows):
    row = rows["csv", "2"]

    assert parties(row) == [
        ("HM Revenue and Customs", "controller", True, None),
        ("Homes England", "controller", True, True),
    ]
    assert row.flags == (
        "The source lists Homes England as giving data, but its text says it receives it.",
    )
    assert row.parties[1].to_check == row.flags[0]


def test_dea_column_for_processors_holds_who_receives(rows):
    assert parties(rows["csv", "3"]) == [
        ("Cabinet Office", "controller", True, None),
        ("HM Revenue and Customs", "recipient", None, True),
    ]


def test_dea_names_win_and_one_name_can_be_two_bodies(rows):
    row = rows["tsv", "4"]

    assert parties(row) == [
        ("HMRC", "controller", True, None),
        ("VOA", "controller", True, None),
        ("BEIS", "controller", True, True),
        ("DWP", "controller", True, True),
    ]
    assert not row.flags
    for dropped_nowhere in ("specified-person-0001:15", "HMRC/VOA; BEIS; DWP", "processor-names"):
        assert dropped_nowhere in row.source_words["parties"]


def test_dea_misspelt_register_of_powers_is_accepted(rows):
    assert rows["csv", "1"].fields["legal_powers"] == ["dea-2017-s56"]
    assert rows["tsv", "4"].fields["legal_powers"] == ["dea-2017-s36"]
    assert "objecitves" in rows["tsv", "4"].source_words["legal_powers"]


@pytest.mark.feature(27, part=True)
def test_dea_retention_with_a_blank_is_a_duration(rows):
    assert rows["tsv", "4"].fields["retention_period"] == "P3Y11M"
    assert "kept for 3 years 11 months" in rows["tsv", "4"].fields["lay_summary"]


def test_dea_rows_of_the_update_equal_those_of_the_register(rows):
    for number in ("2", "3"):
        old, new = rows["csv", number], rows["tsv", number]
        assert (old.fields, old.parties) == (new.fields, new.parties)


@pytest.mark.feature(22, part=True)
def test_dea_benefits_dates_and_contact_are_kept(rows):
    fields = rows["csv", "3"].fields

    assert fields["benefits_expected"].startswith("The expected benefits are;")
    assert (fields["start_date"], fields["end_date"], fields["review_date"]) == (
        "2018-12-01",
        "2020-12-31",
        "2019-12-01",
    )
    assert fields["rights_contact"] == "nfiqueries@cabinetoffice.gov.uk"


def test_dea_corrections_with_real_changes_differ(rows, made):
    corrected = {row.source_id: row for row in dea.read(made / "dea_corrections.tsv")}

    assert corrected["2"].fields["review_date"] == "2019-03-17"
    assert corrected["2"].fields["retention_period"] == "P6M"
    assert corrected["3"].fields == rows["csv", "3"].fields


NUMBER = dea.ID.replace("-", "_")
NAMED = {NUMBER: "9", "name": "x"}


def heading():
    return ",".join(dea.COLUMNS)


def line(**cells):
    return ",".join(cells.get(name.replace("-", "_"), "") for name in dea.COLUMNS)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": "x"}, "no identifier"),
        ({NUMBER: "9"}, "no name"),
        (NAMED, "no controller"),
        (
            {
                dea.ID.replace("-", "_"): "9",
                "name": "x",
                "controllers": "government-organisation:Z9",
            },
            "Nobody knows who “government-organisation:Z9” is",
        ),
        (
            {**NAMED, "start_date": "soon"},
            "“start-date” is no date: “soon”",
        ),
        (
            {**NAMED, "retention_period": "a while"},
            "“retention-period” is no ISO 8601 duration",
        ),
    ],
)
def test_dea_row_that_cannot_be_used_says_why_at_its_line(tmp_path, cells, reason):
    path = tmp_path / "x.csv"
    path.write_text(f"{heading()}\n{line(**cells)}\n", encoding="utf-8")

    (row,) = dea.read(path)

    assert row.line == 2
    assert reason in row.refusal


def test_dea_missing_columns_refuse_the_file(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("name,purpose\nx,y\n", encoding="utf-8")

    (row,) = dea.read(path)

    assert (row.line, row.refusal[:24]) == (1, "16 columns are missing: ")


def test_dea_identifier_twice_in_a_file_is_refused_and_in_two_is_a_correction(sample, tmp_path):
    register = sample / "dea_isa_register_2018.csv"
    twice = tmp_path / "twice.csv"
    lines = register.read_text(encoding="utf-8").splitlines()
    twice.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")

    in_one = list(read("dea", [twice]))
    in_two = list(read("dea", [register, sample / "dea_isa_register_2019-02_update.tsv"]))

    assert in_one[-1].refusal == "1 stands in line 2 already."
    assert [row.refusal for row in in_two] == [""] * 6
