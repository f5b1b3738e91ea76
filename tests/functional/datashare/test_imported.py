"""What anyone reads of an imported agreement over the machine API, without signing in."""

from __future__ import annotations

from pathlib import Path

import ckan.model as model
import ckanext.datashare
import pytest
import sqlalchemy as sa
from ckanext.datashare import clock
from ckanext.datashare.importers import read, write
from ckanext.datashare.model.agreement import Agreement

SAMPLE = Path(ckanext.datashare.__file__).parent / "sample"


@pytest.fixture
def imported(clean_db, clean_index):
    """Import the NHS register's London rows; return how anyone sees one by its source's id."""
    rows = list(read("nhs-digital", sorted(SAMPLE.glob("nhs_digital_*.csv"))))
    list(write.Import(rows, now=clock.now, create_bodies=True).run())
    query = sa.select(Agreement.source_id, Agreement.reference)
    references = dict(model.Session.execute(query).all())
    return references


def shown(app, references, source_id):
    address = f"/api/3/action/package_show?id={references[source_id]}"
    return app.get(address).json["result"]


@pytest.mark.slow
@pytest.mark.feature(22)
@pytest.mark.feature(23)
@pytest.mark.feature(24)
@pytest.mark.feature(26)
def test_anyone_reads_benefits_releases_and_onward_sharing(app, imported):
    deaths = shown(app, imported, "DARS-NIC-125012-S7Z6Y")
    ccg = shown(app, imported, "DARS-NIC-399820-P9V9S")

    assert deaths["benefits_expected"].startswith("The projects are carried out")
    assert deaths["benefits_achieved"]
    (release,) = deaths["releases"]
    assert release["dataset"] == "Primary Care Mortality Data"
    assert release["recipient_words"] == "London Borough of Hounslow"
    assert release["recipient"] == deaths["parties"][1]["body"]
    assert (ccg["onward_sharing"], "not permitted" in ccg["onward_sharing_conditions"]) == (
        "no",
        True,
    )
