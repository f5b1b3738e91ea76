"""Importing: idempotent by the source's identifier, one public event a change, bodies matched."""

from __future__ import annotations

import json

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckan.lib.search import SearchIndexError
from ckanext.datashare.importers import documents, known
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.party import Party

from tests import factories
from tests.factories import call

from .importing import DEA, MADE, NHS, all_events, events, results, row_of, run

CORRECTIONS = MADE / "dea_corrections.tsv"

pytestmark = pytest.mark.usefixtures("clean_db", "clean_index")


def modified():
    model.Session.rollback()
    query = sa.select(model.Package.id, model.Package.metadata_modified)
    return dict(model.Session.execute(query).all())


@pytest.mark.slow
@pytest.mark.feature(31, part=True)
def test_sample_register_comes_in_whole_and_public():
    outcomes = run("dea", *DEA) + run("nhs-digital", *NHS)

    assert {outcome.is_in for outcome in outcomes} == {True}
    found = call("package_search", "", q="", fq="dataset_type:agreement", rows=0)
    assert found["count"] == 83
    releases = [
        release
        for package in model.Session.query(model.Package).filter_by(type="agreement")
        for release in json.loads(package.extras.get("releases", "[]"))
    ]
    assert len(releases) == 127 + 239
    assert all(release.get("recipient") for release in releases)


def test_import_arrives_registered_whatever_its_dates():
    run("dea", *DEA)

    row = row_of("3")
    shown = call("package_show", "", id=row.reference)
    assert (row.origin, row.status, shown["status_label"]) == ("imported", "registered", "Expired")
    assert not shown["private"]
    assert [event.action for event in events(row.package_id)] == ["agreement:content:created"]


def test_second_import_changes_nothing():
    run("dea", *DEA)
    before, log = modified(), all_events()

    again = run("dea", *DEA)

    assert set(results(again)) == {"unchanged"}
    assert (modified(), all_events()) == (before, log)


def test_update_leaves_one_public_event_with_both_values():
    run("dea", *DEA)
    row = row_of("2")
    reference, log = row.reference, all_events()

    outcomes = run("dea", CORRECTIONS)

    assert results(outcomes) == ["changed", "unchanged"]
    assert all_events() == log + 1
    changed = events(row.package_id)[-1]
    values = json.loads(changed.facts["changes"])
    assert changed.action == "agreement:content:changed"
    assert values["review_date"] == ["2019-01-17", "2019-03-17"]
    assert values["retention_period"] == ["P3M", "P6M"]
    shown = call("package_show", "", id=reference)
    assert (shown["retention_period"], shown["version"]) == ("P6M", 1)
    assert set(results(run("dea", CORRECTIONS))) == {"unchanged"}


def test_update_leaves_what_people_added_here():
    run("dea", *DEA)
    row = row_of("2")
    call("package_patch", id=row.package_id, foi_contact="foi@example.gov.uk")

    run("dea", CORRECTIONS)

    shown = call("package_show", id=row.package_id)
    assert (shown["foi_contact"], shown["retention_period"]) == ("foi@example.gov.uk", "P6M")


def test_update_by_higher_version_of_the_source_changes_the_agreement(tmp_path):
    def list_of(version, summary):
        path = tmp_path / f"list-{version}.csv"
        path.write_text(
            "source_id,source_version,title,lead,lay_summary,receivers\n"
            f"A,{version},Title,Camden,{summary},Hackney\n",
            encoding="utf-8",
        )
        return path

    run("csv", list_of("1.9", "Old."))

    newer = run("csv", list_of("1.10", "New."))
    older = run("csv", list_of("1.9", "Old."))

    assert results(newer) == ["changed"]
    assert (results(older), older[0].reason.endswith("1.10, which is higher.")) == (
        ["refused"],
        True,
    )
    assert (row_of("A").version, row_of("A").source_version) == (1, "1.10")


def test_two_versions_listed_beside_each_other_are_versions_of_one_reference():
    run("nhs-digital", *NHS)

    query = sa.select(Agreement).where(Agreement.source_id == "DARS-NIC-386685-K2B6G")
    first, second = sorted(model.Session.scalars(query), key=lambda row: row.version)
    assert first.reference == second.reference
    assert [(row.source_version, row.status) for row in (first, second)] == [
        ("0.4", "superseded"),
        ("1.2", "registered"),
    ]
    assert [event.action for event in events(first.package_id)] == [
        "agreement:content:created",
        "agreement:state:superseded",
    ]
    assert call("package_show", "", id=first.reference)["id"] == second.package_id
    assert set(results(run("nhs-digital", *NHS))) == {"unchanged"}


def test_dry_run_writes_nothing_and_says_what_would_come():
    outcomes = run("dea", *DEA, dry_run=True)

    assert set(results(outcomes)) == {"created"}
    assert model.Session.query(model.Group).count() == 0
    assert (modified(), all_events()) == ({}, 0)


def test_dry_run_of_an_update_says_so_and_writes_nothing():
    run("dea", *DEA)
    log = all_events()

    assert results(run("dea", CORRECTIONS, dry_run=True)) == ["changed", "unchanged"]
    assert all_events() == log


def test_row_whose_body_is_missing_waits_and_stops_no_other():
    factories.body(title="Camden Council")
    factories.body(title="Hackney Council")

    outcomes = run("csv", MADE / "list.csv", create_bodies=False)

    assert results(outcomes) == ["created", "waiting"]
    assert outcomes[1].reason == "No organisation here is called “LB Islington”."


def test_row_with_wrong_values_is_refused_at_its_line_and_stops_no_other(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "source_id,title,lead,lay_summary,receivers,start_date,end_date\n"
        "A,Wrong day,Camden,Summary.,Hackney,soon,\n"
        "B,Wrong way round,Camden,Summary.,Hackney,2026-02-01,2026-01-01\n"
        "C,Right,Camden,Summary.,Hackney,2026-01-01,2026-02-01\n",
        encoding="utf-8",
    )

    outcomes = run("csv", path)

    assert [(outcome.line, outcome.result.value) for outcome in outcomes] == [
        (2, "refused"),
        (3, "refused"),
        (4, "created"),
    ]
    assert outcomes[0].reason.startswith("start_date: Enter a real date")
    assert outcomes[1].reason == "end_date: The end date is before the start date."


@pytest.mark.feature(28, part=True)
def test_bodies_are_matched_by_identifier_before_name():
    camden = factories.body(title="The council at King's Cross", ons_code="E09000007")
    hackney = factories.body(title="London Borough of Hackney")

    run("csv", MADE / "list.csv")

    parties = Party.of(row_of("CAM-001").package_id)
    assert [party.body_id for party in parties] == [camden["id"], hackney["id"]]
    assert row_of("CAM-001").lead == camden["id"]


def test_bodies_that_are_made_are_unconfirmed_and_have_their_codes():
    run("csv", MADE / "list.csv")

    made = call("organization_show", id="hackney")
    assert (made["title"], made["ons_code"], made["confirmed"]) == (
        "Hackney Council",
        "E09000012",
        "no",
    )
    assert made["users"] == []


def test_name_of_two_bodies_waits_for_a_person():
    factories.body(title="Hackney Council")
    factories.body(title="hackney council")

    outcomes = run("csv", MADE / "list.csv")

    assert outcomes[0].reason == (
        "“London Borough of Hackney” may be Hackney Council or hackney council: give one that name."
    )


def test_two_spellings_of_one_body_are_one_party():
    outcomes = run("weisf", MADE / "weisf_made_rows.csv")

    parties = Party.of(row_of(outcomes[0].source_id).package_id)
    assert len(parties) == 3
    assert row_of(outcomes[0].source_id).lead == row_of(outcomes[1].source_id).lead


def test_agreement_taken_down_here_does_not_come_back():
    run("dea", *DEA)
    row = row_of("2")
    call("datashare_agreement_take_down", id=row.package_id, reason="Published in error.")

    outcomes = run("dea", CORRECTIONS)

    assert outcomes[0].reason == f"{row.reference} was taken down here."


def test_search_that_is_away_refuses_the_batch_whole(monkeypatch):
    for title in ("Camden Council", "Hackney Council", "Islington Council"):
        factories.body(title=title)
    monkeypatch.setattr(documents, "make_connection", lambda: _Away())

    with pytest.raises(SearchIndexError):
        run("csv", MADE / "list.csv")

    assert (modified(), all_events()) == ({}, 0)


class _Away:
    """A search server that answers nothing."""

    def add(self, **_documents):
        raise OSError("connection refused")


def test_list_of_one_body_never_writes_into_the_entries_of_another(tmp_path):
    run("csv", MADE / "list.csv")
    path = tmp_path / "hackney.csv"
    path.write_text(
        "source_id,title,lead,lay_summary,receivers\nCAM-001,Other,Hackney,Summary.,Camden\n",
        encoding="utf-8",
    )

    outcomes = run("csv", path)

    assert results(outcomes) == ["refused"]
    assert "has this source_id and another lead" in outcomes[0].reason
    assert row_of("CAM-001").title == "Cold homes: Camden Council to Hackney Council"


def test_known_boroughs_can_all_be_bodies():
    for body in known.boroughs():
        call("organization_create", name=body.name, title=body.title, **body.facts)

    assert model.Session.query(model.Group).filter_by(is_organization=True).count() == 33
