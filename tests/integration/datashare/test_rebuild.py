"""`ckan datashare rebuild` makes content columns from datasets; what is right stays."""

import pytest
from ckanext.datashare.cli.register import rebuild
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.party import Party

from tests import by_hand, factories
from tests.factories import call


@pytest.fixture
def agreement(clean_db):
    lead, other = factories.body(), factories.body()
    editor = factories.person_of(lead["id"], "editor")["name"]
    return call(
        "package_create",
        editor,
        type="agreement",
        title="Rebuilt",
        owner_org=lead["id"],
        start_date="2026-01-01",
        legal_powers=["dea-2017-s35"],
        parties=[{"body": lead["id"]}, {"body": other["id"], "receives": True}],
    )


def test_rebuild_of_a_sound_register_changes_nothing(agreement, cli):
    result = cli.invoke(rebuild)

    assert result.output == "0 agreements differed from their datasets.\n"


def test_rebuild_mends_content_and_leaves_the_life_cycle(agreement, cli):
    by_hand.change(
        "UPDATE datashare_agreement SET title = 'Wrong', start_date = NULL, status = 'review'"
        " WHERE package_id = %(id)s",
        id=agreement["id"],
    )
    by_hand.change(
        "UPDATE datashare_party SET receives = NULL, status = 'invited' WHERE id = %(id)s",
        id=Party.of(agreement["id"])[1].id,
    )

    result = cli.invoke(rebuild)

    assert agreement["id"] in result.output
    row, party = Agreement.get(agreement["id"]), Party.of(agreement["id"])[1]
    assert (row.title, str(row.start_date), row.status) == ("Rebuilt", "2026-01-01", "review")
    assert (party.receives, party.status) == (True, "invited")
