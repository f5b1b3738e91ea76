"""What core does to any dataset and does not do to an agreement: refused with a sentence."""

from __future__ import annotations

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckanext.datashare.guard.addresses import ACTIONS
from ckanext.datashare.guard.refusal import CLOSING, REFUSED
from ckanext.datashare.model.event import Event
from click.testing import CliRunner

from tests import factories
from tests.factories import call

from .questions import question, questions
from .scene import never
from .test_hidden import words

ASKED = [row for row in questions() if row[0] in REFUSED]


def state_of(scene, state):
    """Return what a core action might have changed."""
    subject = scene.agreements[state]
    package = model.Package.get(subject.id)
    members = sa.select(sa.func.count()).where(model.Member.table_id == subject.id)
    events = sa.select(sa.func.count()).where(Event.subject_id == subject.id)
    return (
        (package.state, package.private, package.owner_org, package.name),
        model.Session.execute(members).scalar_one(),
        model.Session.execute(events).scalar_one(),
    )


@pytest.mark.parametrize("actor", ["lead_member", "lead_admin", "sysadmin"])
@pytest.mark.parametrize("state", ["draft", "registered"])
def test_action_that_is_not_for_agreements_is_refused_with_a_sentence(app, scene, actor, state):
    before = state_of(scene, state)
    assert {row[0] for row in ASKED} == set(REFUSED)

    for action, key, part, rest in ASKED:
        subject = scene.agreements[state]
        name = subject.id if part == "dataset" else getattr(subject, part)
        answer = app.post(
            f"/api/3/action/{action}",
            json=question(key, name, rest, words(scene, actor)),
            headers=scene.headers[actor],
        )
        assert answer.status_code == 403, (action, key)
        assert REFUSED[action] in answer.json["error"]["message"], (action, key)

    model.Session.remove()
    assert state_of(scene, state) == before


def test_action_that_is_not_for_agreements_goes_on_for_other_datasets(scene):
    other = call(
        "package_create",
        name=never("name").replace("dsl-", "x"),
        title="Other",
        owner_org=scene.newham["id"],
    )
    call(
        "member_create",
        id=scene.group["id"],
        object=other["id"],
        object_type="package",
        capacity="public",
    )

    call("package_delete", id=other["id"])
    call("dataset_purge", id=other["id"])

    assert model.Package.get(other["id"]) is None


@pytest.mark.parametrize("action", CLOSING)
@pytest.mark.parametrize("body", ["camden", "hackney", "islington"])
def test_body_that_agreements_name_is_not_ended(app, scene, action, body):
    held = getattr(scene, body)["id"]

    answer = app.post(
        f"/api/3/action/{action}", json={"id": held}, headers=scene.headers["sysadmin"]
    )

    assert answer.status_code == 409 and "Agreements name this body" in str(answer.json)
    model.Session.remove()
    assert model.Group.get(held).state == "active"


def test_body_that_agreements_name_is_not_ended_by_its_state(app, scene):
    answer = app.post(
        "/api/3/action/organization_patch",
        json={"id": scene.camden["id"], "state": "deleted"},
        headers=scene.headers["sysadmin"],
    )

    assert answer.status_code == 409
    model.Session.remove()
    assert model.Group.get(scene.camden["id"]).state == "active"


def test_body_that_no_agreement_names_is_ended(scene):
    body = factories.body()

    call("organization_delete", scene.people["sysadmin"], id=body["id"])
    call("organization_purge", scene.people["sysadmin"], id=body["id"])

    assert model.Group.get(body["id"]) is None


@pytest.mark.parametrize("command", ["delete", "purge"])
def test_agreement_is_not_removed_by_the_command_line(scene, command):
    from ckan.cli.cli import ckan
    from ckan.cli.dataset import dataset

    subject = scene.agreements["registered"]
    before = state_of(scene, "registered")

    ran = CliRunner().invoke(dataset, [command, subject.name], obj=ckan)

    model.Session.rollback()
    model.Session.remove()
    assert ran.exit_code != 0
    assert state_of(scene, "registered") == before


def test_default_views_are_made_for_no_agreement(app, scene):
    subject = scene.agreements["registered"]

    made = call(
        "resource_create_default_resource_views",
        scene.people["sysadmin"],
        resource={"id": subject.resource, "format": "TXT"},
    )

    assert made == []


@pytest.mark.parametrize("name", ["dsl-2026-123456-v1", "DSL-draft-1", "{taken}"])
def test_name_of_the_register_is_refused_to_other_datasets_taken_or_not(app, scene, name):
    name = scene.agreements["draft"].name if name == "{taken}" else name
    answers = [
        app.post(f"/api/3/action/{action}", json=asked, headers=scene.headers["other_admin"])
        for action, asked in (
            (
                "package_create",
                {"name": name, "title": "Mine", "owner_org": scene.newham["id"]},
            ),
            ("package_patch", {"id": scene.plain["id"], "name": name}),
        )
    ]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert {str(answer.json["error"]["name"]) for answer in answers} == {
        "['Addresses that begin with “dsl-” are for the register.']"
    }


@pytest.mark.parametrize("which", ["hidden", "never"])
def test_id_of_a_resource_is_not_chosen_by_a_caller(app, scene, which):
    chosen = scene.agreements["draft"].resource if which == "hidden" else never()

    answer = app.post(
        "/api/3/action/resource_create",
        json={"package_id": scene.plain["id"], "id": chosen, "url": "https://example.org/x"},
        headers=scene.headers["other_admin"],
    )

    assert answer.status_code == 409
    assert answer.json["error"]["id"] == ["Leave the id out: the site gives it."]


def test_dataset_of_others_is_updated_as_before(scene):
    shown = call("package_show", scene.people["other_admin"], id=scene.plain["id"])

    changed = call("package_update", scene.people["other_admin"], **{**shown, "title": "Parks"})

    assert changed["title"] == "Parks"
    assert [r["id"] for r in changed["resources"]] == [r["id"] for r in shown["resources"]]


def test_every_refused_action_has_an_address():
    assert set(REFUSED) <= set(ACTIONS)
