"""The NHS Digital register's quirks, on its real rows."""

from __future__ import annotations

from collections import Counter

import pytest
from ckanext.datashare import vocabulary
from ckanext.datashare.importers import known, nhs_digital, read


@pytest.fixture(scope="module")
def rows(sample):
    return list(read("nhs-digital", sorted(sample.glob("nhs_digital_*.csv"))))


def row_of(rows, source_id, version=None):
    (found,) = [
        row for row in rows if row.source_id == source_id and version in (None, row.source_version)
    ]
    return found


def test_nhs_all_agreements_come_in(rows):
    boroughs = {body.title for body in known.boroughs()}
    to_boroughs = [row for row in rows if known.title(row.parties[1].name) in boroughs]

    assert not any(row.refusal for row in rows)
    assert (len(to_boroughs), len(rows)) == (44, 79)


def test_nhs_files_may_come_in_any_order(rows, sample):
    backwards = list(read("nhs-digital", sorted(sample.glob("nhs_digital_*.csv"), reverse=True)))

    def keyed(found):
        return {(row.source_id, row.source_version): row for row in found}

    assert keyed(backwards) == keyed(rows)


def test_nhs_identity_is_the_number_without_its_version(rows):
    row = row_of(rows, "DARS-NIC-125012-S7Z6Y")

    assert row.source_version == "3.5"
    assert row.fields["other_references"] == ["DARS-NIC-125012-S7Z6Y-v3.5"]


def test_nhs_two_versions_of_one_agreement_come_lower_first(rows):
    versions = [row.source_version for row in rows if row.source_id == "DARS-NIC-386685-K2B6G"]

    assert versions == ["0.4", "1.2"]


def test_nhs_lead_discloses_and_the_organisation_receives(rows):
    lead, recipient = row_of(rows, "DARS-NIC-125012-S7Z6Y").parties

    assert (lead.name, lead.discloses, lead.receives) == ("NHS Digital", True, None)
    assert (recipient.name, recipient.discloses, recipient.receives) == (
        "London Borough of Hounslow",
        None,
        True,
    )
    assert recipient.identifiers == (("ons", "E09000018"),)


def test_nhs_titles_are_made_from_data_set_group_and_recipient(rows):
    titles = Counter(row.fields["title"].partition(":")[0] for row in rows[:44])

    assert titles == {"Births and deaths data": 24, "Hospital activity data": 20}
    assert row_of(rows, "DARS-NIC-125012-S7Z6Y").fields["title"] == (
        "Births and deaths data: NHS Digital to Hounslow Council"
    )


def test_nhs_text_that_names_another_borough_is_flagged(rows):
    row = row_of(rows, "DARS-NIC-10459-G9T3P")

    assert row.flags == ("The text also names Wandsworth Council.",)
    assert row.parties[1].to_check == row.flags[0]


def test_nhs_summary_is_made_by_rule_and_short(rows):
    summary = row_of(rows, "DARS-NIC-125012-S7Z6Y").fields["lay_summary"]

    assert summary.startswith("NHS Digital gives Hounslow Council births and deaths data.")
    assert "“The births and deaths data is of significant value" in summary
    assert "Law: Health and Social Care Act 2012 - s261(5)(d)." in summary
    assert all(len(row.fields["lay_summary"].split()) <= 300 for row in rows)


def test_nhs_anonymised_records_are_pseudonymised_health_data(rows):
    row = row_of(rows, "DARS-NIC-06303-H3G5G")

    assert row.fields["data_types"] == ["pseudonymised", "special"]
    assert row.source_words["data_types"].startswith("Anonymised - ICO code compliant")
    assert "anonymous" not in row.fields["lay_summary"].lower()


def test_nhs_system_access_is_a_method_and_ongoing_a_frequency(rows):
    access = row_of(rows, "DARS-NIC-06303-H3G5G").fields
    deaths = row_of(rows, "DARS-NIC-125012-S7Z6Y").fields

    assert (access["method"], access.get("frequency")) == (["system-access"], None)
    assert (deaths.get("method"), deaths["frequency"]) == (None, "ongoing")


def test_nhs_areas_come_from_the_borough_and_say_so(rows):
    borough = row_of(rows, "DARS-NIC-125012-S7Z6Y").fields
    trust = row_of(rows, "DARS-NIC-375669-J7M7F").fields

    assert (borough["areas"], borough["areas_derived"]) == (["E09000018"], "yes")
    assert "areas" not in trust
    assert all(row.fields["theme"] == ["health-and-wellbeing"] for row in rows)


def test_nhs_data_subjects_stand_only_where_the_text_says_so(rows):
    assert row_of(rows, "DARS-NIC-43522-H5N2S").fields["data_subjects"] == ["patients"]
    assert "data_subjects" not in row_of(rows, "DARS-NIC-06303-H3G5G").fields
    assert "data_subjects" not in row_of(rows, "DARS-NIC-28591-H5Q3X").fields


def test_nhs_no_dates_are_made_up(rows):
    assert not any({"start_date", "end_date", "review_date"} & set(row.fields) for row in rows)


def test_nhs_every_legal_basis_is_known_whatever_its_dashes(rows):
    assert not any(row.fields.get("legal_powers_other") for row in rows)
    assert row_of(rows, "DARS-NIC-06303-H3G5G").fields["legal_powers"] == [
        "hsca-2012-s261-1",
        "hsca-2012-s261-2-b-ii",
    ]


def test_nhs_cells_cut_short_keep_their_mark(rows):
    assert row_of(rows, "DARS-NIC-06303-H3G5G").fields["purpose"].endswith("[…]")


@pytest.mark.feature(24, part=True)
def test_nhs_releases_stand_under_their_agreement(rows):
    releases = [release for row in rows for release in row.fields["releases"]]

    assert len(releases) == 127 + 239
    assert len({release["source_row"] for release in releases}) == len(releases)
    assert row_of(rows, "DARS-NIC-125012-S7Z6Y").fields["releases"][0]["dataset"] == (
        "Primary Care Mortality Data"
    )


@pytest.mark.feature(23, part=True)
def test_nhs_benefits_expected_and_achieved_are_kept_apart(rows):
    fields = row_of(rows, "DARS-NIC-06303-H3G5G").fields

    assert fields["benefits_expected"].startswith("Access to the data will enable")
    assert fields["benefits_achieved"].startswith("Local analysis of HES data has been conducted")


@pytest.mark.feature(26, part=True)
def test_nhs_onward_sharing_stands_where_the_text_says_so(rows):
    forbidden = row_of(rows, "DARS-NIC-399820-P9V9S").fields
    named = row_of(rows, "DARS-NIC-390154-Z4M0F").fields

    assert forbidden["onward_sharing"] == "no"
    assert (
        "Onward sharing of patient level data is not permitted"
        in (forbidden["onward_sharing_conditions"])
    )
    assert named["onward_sharing"] == "named"
    assert "onward_sharing" not in row_of(rows, "DARS-NIC-06303-H3G5G").fields


def test_nhs_values_are_on_the_lists(rows):
    lists = ("legal_powers", "data_types", "confidentiality_basis", "method", "data_subjects")
    used = {name: {term for row in rows for term in row.fields.get(name, [])} for name in lists}
    single = {
        name: {row.fields[name] for row in rows if name in row.fields}
        for name in ("frequency", "opt_outs_applied", "onward_sharing", "direction")
    }

    for name, terms in {**used, **single}.items():
        assert terms <= set(vocabulary.load(name)), name


def test_nhs_spellings_of_one_body_are_one(rows):
    statistics = {
        known.title(row.parties[1].name) for row in rows if "Statistics" in row.parties[1].name
    }

    assert statistics == {"Office for National Statistics"}
    assert known.title("NHS SOUTH WEST LONDON CCG") == "NHS South West London CCG"


STATEMENT = ",".join(nhs_digital.STATEMENT_COLUMNS)
RELEASE = ",".join(f'"{name}"' for name in nhs_digital.RELEASE_COLUMNS)


@pytest.fixture
def files(tmp_path):
    def files(statements, releases):
        first, second = tmp_path / "statements.csv", tmp_path / "releases.csv"
        first.write_text("\n".join([STATEMENT, *statements]), encoding="utf-8")
        second.write_text("\n".join([RELEASE, *releases]), encoding="utf-8")
        return list(nhs_digital.read([second, first]))

    return files


def test_nhs_release_without_its_agreement_is_refused_at_its_line(files):
    (row,) = files([], ["F1,London Borough of Camden,HES,,,,,,DARS-NIC-1-A1B2C-v1.0,,,"])

    assert (row.file, row.line) == ("releases.csv", 2)
    assert row.refusal.startswith("Release F1 belongs to DARS-NIC-1-A1B2C-v1.0, which none of")


def test_nhs_agreement_without_releases_comes_in_flagged(files):
    (row,) = files(["DARS-NIC-1-A1B2C-v1.0,London Borough of Camden,To plan.,,,,,"], [])

    assert row.fields["title"] == "Health data: NHS Digital to Camden Council"
    assert row.flags == ("No release under it was in the files.",)


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        (["nonsense,Camden,,,,,,"], "“nonsense” is no agreement number"),
        (["DARS-NIC-1-A1B2C-v1.0,,,,,,,"], "The row names no organisation."),
    ],
)
def test_nhs_row_that_cannot_be_used_says_why(files, statements, reason):
    (row,) = files(statements, [])

    assert (row.file, row.line) == ("statements.csv", 2)
    assert row.refusal.startswith(reason)


def test_nhs_number_or_release_twice_is_refused_the_second_time(files):
    statement = "DARS-NIC-1-A1B2C-v1.0,London Borough of Camden,To plan.,,,,,"
    release = "F1,London Borough of Camden,HES,,,,,,DARS-NIC-1-A1B2C-v1.0,,,"

    rows = files([statement, statement], [release, release])

    assert sorted((row.line, row.refusal) for row in rows) == [
        (2, ""),
        (3, "DARS-NIC-1-A1B2C-v1.0 stands in statements.csv, line 2, already."),
        (3, "Release F1 stands in line 2 already."),
    ]


def test_nhs_file_of_another_kind_names_what_is_missing(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")

    (row,) = nhs_digital.read([path])

    assert (row.line, row.refusal[:23]) == (1, "8 columns are missing: ")
