"""The library is loaded as a whole, once, and fills an agreement's text."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories, library

pytestmark = pytest.mark.usefixtures("suite_app")


@pytest.mark.feature(34)
@pytest.mark.feature(35)
@pytest.mark.feature(36)
def test_library_loaded_twice_holds_each_template_once() -> None:
    from ckanext.igtemplates.cli import igtemplates
    from click.testing import CliRunner

    owner = library.loaded()

    said = CliRunner().invoke(igtemplates, ["load", owner], catch_exceptions=False)

    assert said.output.count("there already") == 5
    rows = factories.call("igtemplates_template_list", "")
    ids = [row["id"] for row in rows]
    names = {"pan-london", "one-way", "condensed", "dpia", "privacy-notice"}
    assert names <= set(ids) and len(ids) == len(set(ids))


def test_library_of_another_keeper_is_refused_in_words() -> None:
    from ckanext.igtemplates.cli import igtemplates
    from click.testing import CliRunner

    library.loaded()

    said = CliRunner().invoke(igtemplates, ["load", factories.body()["id"]])

    assert said.exit_code == 1
    assert "condensed.yaml: Another organisation keeps this template." in said.output


def test_library_words_say_rows_and_choices() -> None:
    from ckanext.igtemplates.words import words

    giver, taker = factories.body(title="Words Giver"), factories.body(title="Words Taker")

    found = words(
        {
            "parties": [
                {"body": giver["id"], "role": "controller", "discloses": True},
                {"body": taker["id"], "role": "processor", "receives": "true"},
            ],
            "data_items": [{"name": "Date of birth", "needed_why": "To match\npeople."}],
            "data_types": ["personal", "special"],
            "outside_uk": "no",
            "retention_period": "P1Y",
            "start_date": "2027-01-02",
        }
    )

    assert found["giving_bodies"] == "Words Giver"
    assert found["receiving_bodies"] == "Words Taker"
    assert found["parties"].startswith("- Words Giver; ")
    assert found["data_items"] == "Date of birth; Why it is needed: To match people."
    assert found["data_types"].splitlines()[0].startswith("- ")
    assert (found["retention_period"], found["start_date"]) == ("1 year", "2 January 2027")
    assert "purpose" not in found


FACTS: dict[str, Any] = {
    "bodies": "many",
    "direction": "mutual",
    "special": "yes",
    "children": "yes",
    "dpia_needed": "yes",
    "low_risk": "no",
}


@pytest.mark.feature(36)
@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({}, {"pan-london"}),
        ({"bodies": "two", "direction": "one-way"}, {"one-way"}),
        (
            {
                "special": "no",
                "children": "no",
                "dpia_needed": "no",
                "low_risk": "yes",
                "bodies": "two",
                "direction": "one-way",
            },
            {"one-way", "condensed"},
        ),
    ],
)
def test_library_recommends_what_fits(changes: dict[str, Any], fits: set[str]) -> None:
    from ckanext.igtemplates import library as templates
    from ckanext.igtemplates.domain.choice import recommend

    library.loaded()
    ours = [templates.get(name) for name in ("pan-london", "one-way", "condensed")]

    found = {one.id: (ok, reasons) for one, ok, reasons in recommend(ours, FACTS | changes)}

    assert {name for name, (ok, _reasons) in found.items() if ok} == fits
    assert all(reasons for _ok, reasons in found.values())


def test_library_condensed_form_says_why_it_is_refused() -> None:
    from ckanext.igtemplates import library as templates

    library.loaded()

    refused = templates.get("condensed").refusals(FACTS)

    assert "Use the full form: your answers need a DPIA." in [one.reason for one in refused]


@pytest.mark.feature(37)
def test_library_locked_clause_is_changed_by_no_action() -> None:
    from ckan.logic import ValidationError
    from ckanext.datashare.shared import content_of
    from ckanext.igtemplates import agreement_clauses

    from tests.team import Team

    library.loaded()
    lead, sysadmin = Team(), factories.sysadmin()
    made = factories.call(
        "package_create",
        lead.editor["name"],
        type="agreement",
        title="Meals",
        owner_org=lead.body["id"],
        origin="new",
        template="pan-london",
        template_version="1",
        purpose="To offer meals.",
    )
    row = {"clause": "staff", "change": "No training is needed.", "reason": "It is quicker."}

    for who in (lead.editor, sysadmin):
        with pytest.raises(ValidationError, match="fixed"):
            factories.call("package_patch", who["name"], id=made["id"], deviations=[row])
    with pytest.raises(ValidationError, match="stays with its version"):
        factories.call("package_patch", sysadmin["name"], id=made["id"], template="condensed")
    row["clause"] = "retention"
    factories.call("package_patch", lead.editor["name"], id=made["id"], deviations=[row])

    clauses = dict(agreement_clauses.parts(content_of(made["id"])))
    assert "trained in data protection" in clauses["clause:staff"]
    assert "No training is needed." in clauses["clause:retention"]
