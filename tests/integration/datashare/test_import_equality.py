"""Importing in batches leaves what the dataset actions would leave: rows, events, documents."""

from __future__ import annotations

import ckan.model as model
import pytest
from ckanext.datashare import content, projection

from .importing import DEA, MADE, NHS, by_actions, everything, results, run

CASES = {
    "dea": ("dea", DEA[:1]),
    "nhs-digital": ("nhs-digital", (NHS[0], NHS[3])),
    "weisf": ("weisf", (MADE / "weisf_made_rows.csv",)),
    "csv": ("csv", (MADE / "list.csv",)),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_batch_leaves_what_the_actions_leave(clean_db, clean_index, reset_db, case):
    from ckan.lib import search

    format, files = CASES[case]

    assert set(results(run(format, *files))) == {"created"}
    in_batches = everything()
    reset_db()
    search.clear_all()
    by_actions(format, *files)
    by_hand = everything()

    assert in_batches["packages"]
    for what in by_hand:
        assert in_batches[what] == by_hand[what], what


def test_rebuild_of_imported_agreements_changes_nothing(clean_db, clean_index):
    run("dea", *DEA)

    for package in model.Session.query(model.Package).filter_by(type="agreement"):
        assert projection.rebuild(package, content.snapshot(package)) == []
