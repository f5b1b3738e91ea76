"""The agreement's fields through CKAN's dataset actions: every field in, the same value out."""

import json

import ckan.model as model
import pytest
from ckan.tests.helpers import call_action
from ckanext.datashare.schemas import definition

from tests.integration.datashare.answers import CHOSEN, create, everything, refused, show, site_user

pytestmark = pytest.mark.usefixtures("suite_app")


@pytest.mark.feature(22, part=True)
@pytest.mark.feature(23, part=True)
@pytest.mark.feature(24, part=True)
@pytest.mark.feature(26, part=True)
@pytest.mark.feature(27)
def test_every_field_comes_back_as_it_went_in(bodies):
    answers = everything(bodies)
    assert set(answers) == set(definition.fields()) - CHOSEN, "an answer for each field"

    shown = show(create(**answers))

    for name, value in answers.items():
        stored = shown[name]
        if name == "parties":  # life-cycle keys of ours stand beside what was sent
            stored = [
                {part: row[part] for part in row if part in sent}
                for row, sent in zip(stored, value, strict=True)
            ]
        assert stored == value, name


def test_what_was_shown_can_be_sent_back_unchanged_or_with_one_change(bodies):
    shown = show(create(**everything(bodies)))

    call_action("package_update", {"user": site_user()}, **{**shown, "frequency": "weekly"})

    again = show(shown)
    assert again["frequency"] == "weekly"
    for name in definition.fields():
        if name != "frequency":
            assert again.get(name) == shown.get(name), name


def test_draft_needs_a_title_and_a_lead_and_nothing_else(bodies):
    assert show(create(title="T", owner_org=bodies[0]["id"]))["title"] == "T"

    assert set(refused(owner_org=bodies[0]["id"])) == {"title"}
    assert set(refused(title="T")) == {"owner_org"}


def test_body_may_be_given_by_its_address_or_its_name(bodies):
    first, second, third = bodies
    dataset = create(
        title="T",
        owner_org=first["name"],
        parties=[{"body": second["title"].upper()}, {"body": third["name"]}],
    )

    shown = show(dataset)
    assert shown["owner_org"] == first["id"]
    assert [row["body"] for row in shown["parties"]] == [second["id"], third["id"]]


def test_markup_is_kept_as_text(bodies):
    markup = "<script>alert(1)</script><b onclick=x>&amp;"
    dataset = create(
        title=markup,
        owner_org=bodies[0]["id"],
        purpose=markup,
        parties=[{"body_words": markup}],
        other_references=[markup],
    )

    shown = show(dataset)
    assert shown["title"] == shown["purpose"] == shown["parties"][0]["body_words"] == markup
    assert shown["other_references"] == [markup]


def test_use_without_a_short_name_gets_one_that_is_unlike_the_others(bodies):
    dataset = create(
        title="T",
        owner_org=bodies[0]["id"],
        purposes=[{"title": "Flu"}, {"title": "Flu"}, {"title": "Other", "id": "flu"}],
    )

    assert [row["id"] for row in show(dataset)["purposes"]] == ["flu-2", "flu-3", "flu"]


def test_field_that_is_emptied_is_gone(bodies):
    shown = show(create(**everything(bodies)))
    emptied = [name for name in definition.fields() if name not in ("title", "owner_org", *CHOSEN)]

    call_action(
        "package_patch",
        {"user": site_user()},
        id=shown["id"],
        **{name: [] if isinstance(shown[name], list) else "" for name in emptied},
    )

    again = show(shown)
    assert {name: again[name] for name in emptied if again.get(name)} == {}


def test_stored_values_are_text_and_lists_are_json(bodies):
    dataset = create(**everything(bodies))

    extras = model.Package.get(dataset["id"]).extras
    assert extras["retention_period"] == "P3Y11M"
    assert json.loads(extras["method"]) == ["secure-email", "system-access"]
    assert json.loads(extras["parties"])[0]["discloses"] is True
