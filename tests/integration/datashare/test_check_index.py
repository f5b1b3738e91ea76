"""The search index held against the database: what is missing, orphaned or stale is mended."""

from datetime import datetime, timedelta, timezone

import ckan.model as model
import pytest
from ckan.lib.search import clear, commit
from ckan.lib.search.common import make_connection
from ckanext.datashare import check_index, clock
from ckanext.datashare.succession import give_reference

from tests import by_hand, factories
from tests.factories import call


@pytest.fixture(autouse=True)
def settled(monkeypatch):
    """Nothing else writes here, so that the second look need not wait."""
    monkeypatch.setattr(check_index, "_SETTLE_SECONDS", 0)


@pytest.fixture
def agreement(clean_db, clean_index):
    body = factories.body()
    editor = factories.person_of(body["id"], "editor")["name"]
    return call(
        "package_create",
        editor,
        type="agreement",
        title="Indexed",
        owner_org=body["id"],
        start_date="2026-01-01",
    )


def document(package_id):
    return make_connection(decode_dates=False).search(f"id:{package_id}", fl="*").docs


def test_index_and_database_in_step_differ_in_nothing(agreement):
    assert not check_index.compare(at=clock.now())


def test_document_that_is_missing_is_made_again(agreement):
    clear(agreement["id"])
    commit()

    mended = check_index.repair(at=clock.now())

    assert mended.missing == {agreement["id"]}
    assert document(agreement["id"])


def test_document_without_a_row_is_removed(agreement):
    ghost = dict(document(agreement["id"])[0], id="ghost", index_id="ghost")
    for stamped in ("_version_", "indexed_ts", "score"):
        ghost.pop(stamped, None)
    make_connection().add([ghost], commit=True)

    mended = check_index.repair(at=clock.now())

    assert mended.orphaned == {"ghost"}
    assert not document("ghost")


def test_document_of_an_older_row_is_made_again(agreement):
    # A write whose commit was lost after Solr had its document.
    stale = dict(document(agreement["id"])[0], metadata_modified="2020-01-01T00:00:00Z")
    for stamped in ("_version_", "indexed_ts", "score"):
        stale.pop(stamped, None)
    make_connection().add([stale], commit=True)

    mended = check_index.repair(at=clock.now())

    assert mended.stale == {agreement["id"]}
    assert not check_index.compare(at=clock.now())


def test_second_look_leaves_a_write_under_way_alone(agreement, monkeypatch):
    clear(agreement["id"])
    commit()

    def arrives(_seconds):
        from ckan.lib.search import rebuild

        rebuild(agreement["id"])

    monkeypatch.setattr(check_index.time, "sleep", arrives)

    assert not check_index.repair(at=clock.now())


def test_registered_agreement_that_expires_at_midnight_is_found(
    agreement, make_registered, monkeypatch
):
    make_registered(agreement["id"], end_date="2026-06-30")
    before = datetime(2026, 6, 30, 22, 59, tzinfo=timezone.utc)  # 23:59 in London
    monkeypatch.setattr(clock, "now", lambda: before)

    check_index.repair(at=before)

    assert not check_index.compare(at=before)
    assert check_index.compare(at=before + timedelta(minutes=2)).stale == {agreement["id"]}


@pytest.fixture
def make_registered():
    """Put an agreement into a state by hand."""

    def register(package_id, *, end_date):
        at = clock.now()
        reference = give_reference(at=at)
        model.Session.commit()
        by_hand.change(
            "UPDATE datashare_agreement SET status = 'registered', reference = %(reference)s,"
            " registered_at = %(at)s, end_date = %(end)s WHERE package_id = %(id)s",
            id=package_id,
            reference=reference,
            at=at,
            end=end_date,
        )

    return register
