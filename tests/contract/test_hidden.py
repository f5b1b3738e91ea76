"""Whoever may not know of an agreement gets the answer for one that never existed."""

from __future__ import annotations

import io
import itertools

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckanext.datashare.guard.declared import route
from ckanext.datashare.model.event import Event

from tests import factories

from .answers import comparable, differences
from .questions import PARTS, question, questions
from .scene import HIDDEN, KNOWN, STATES, never

pytestmark = pytest.mark.slow
_known_answers = {}


def words(scene, actor):
    """Return what the open words of a question stand for."""
    body = scene.newham if actor == "other_admin" else scene.camden
    return {
        "me": scene.people[actor] or "nobody",
        "body": body["id"],
        "group": scene.group["id"],
        "plain": scene.plain["id"],
        "fresh": factories.unique("fresh"),
        "never": never(),
    }


def ask(app, scene, actor, action, key, name, rest):
    """Ask an action over HTTP and return its comparable answer."""
    said = words(scene, actor)
    asked = question(key, name, rest, said)
    sent = {"json": asked}
    if action == "datashare_document_upload":
        sent = {"data": {**asked, "upload": (io.BytesIO(b"%PDF-1.7"), "agreement.pdf")}}
    response = app.post(f"/api/3/action/{action}", headers=scene.headers[actor], **sent)
    return comparable(response, name, said["fresh"], said["never"])


def names_of(subject, part):
    """Return the names a part of a subject answers to, each with what it is like."""
    if part == "dataset":
        found = [("id", subject.id), ("name", subject.name)]
        return [*found, ("name", subject.reference)] if subject.reference else found
    return [("id", getattr(subject, part))]


# A stranger with rights elsewhere gets further than one without: one state does for the latter.
ASKERS = [(actor, state) for actor, state in HIDDEN if actor != "stranger" or state == "draft"]


@pytest.mark.parametrize(("actor", "state"), ASKERS)
def test_action_about_a_hidden_agreement_answers_as_about_none(app, scene, actor, state):
    wrong, before = [], _events(scene, state)

    for action, key, part, rest in questions():
        for like, name in names_of(scene.agreements[state], part):
            if action == "datashare_tombstone_show" and _has_tombstone(state, like):
                continue
            missing = _missing(app, scene, actor, action, key, like, rest)
            hidden = ask(app, scene, actor, action, key, name, rest)
            wrong += [f"{action} {key} by {like}: {d}" for d in differences(missing, hidden)]

    assert wrong == []
    assert _events(scene, state) == before


def _has_tombstone(state, like):
    """Return whether what stays of a publication answers: by reference or name, not by id."""
    return state == "taken_down" and like == "name"


def _missing(app, scene, actor, action, key, like, rest):
    """Return the answer about what never existed, asked once an actor."""
    asked = (id(scene), actor, action, key, like)
    if asked not in _known_answers:
        _known_answers[asked] = ask(app, scene, actor, action, key, never(like), rest)
    return _known_answers[asked]


def _events(scene, state):
    query = sa.select(sa.func.count()).where(Event.subject_id == scene.agreements[state].id)
    return model.Session.execute(query).scalar_one()


def pages(app):
    """Return each route that names a part of a dataset: address, arguments, methods."""
    for rule in app.flask_app.url_map.iter_rules():
        addresses = route(rule.endpoint) or ()
        parts = {
            a.key: "document" if a.key == "document" else PARTS[a.kind]
            for a in addresses
            if a.kind in PARTS
        }
        if parts and rule.arguments >= set(parts) - {"view_id"}:
            yield rule, {key: part for key, part in parts.items() if key in rule.arguments}


def address(rule, named):
    """Return the path of a route with these names in it."""
    path = rule.rule
    act = "leave" if "party" in path else "withdraw"
    others = {"filename": "a.pdf", "user_id": "nobody", "act": act, "body": "nobody"}
    for key, name in {**named, **others}.items():
        path = path.replace(f"<{key}>", name)
    return path


FORM = {
    "save": "go-dataset",
    "id": "",
    "title": "Mine now",
    "url": "https://example.org/a",
    "view_type": "text_view",
    "group_added": "none",
}


def visit(app, scene, actor, method, path, named):
    """Open a page and return its comparable answer."""
    try:
        response = app.test_client(use_cookies=False).open(
            path,
            method=method,
            data=FORM if method == "POST" else None,
            headers=scene.headers[actor],
            follow_redirects=False,
        )
    except Exception as error:
        # Some views of CKAN catch no refusal: a site answers 500, a test gets the error itself.
        model.Session.remove()
        return 500, f"{type(error).__name__}: {error}", (), ()
    return comparable(response, *named.values())


# Pages answer strangers alike, signed in or not; those with a past or a future are asked each.
VISITORS = [
    (actor, state)
    for actor, state in HIDDEN
    if actor in ("anonymous", "party_member", "former_member") or state == "draft"
]


@pytest.mark.parametrize(("actor", "state"), VISITORS)
def test_page_about_a_hidden_agreement_answers_as_about_none(app, scene, actor, state):
    subject, wrong = scene.agreements[state], []

    for rule, parts in pages(app):
        ways = names_of(subject, "dataset")
        for like, name in ways if len(parts) == 1 else ways[:1]:
            if rule.rule == "/agreement/<id>" and _has_tombstone(state, like):
                continue
            hidden = {
                key: name if part == "dataset" else getattr(subject, part)
                for key, part in parts.items()
            }
            absent = {
                key: never(like if part == "dataset" else "id") for key, part in parts.items()
            }
            for method in sorted(rule.methods & {"GET", "POST"}):
                asked = (id(scene), actor, rule.rule, method, like)
                if asked not in _known_answers:
                    _known_answers[asked] = visit(
                        app, scene, actor, method, address(rule, absent), absent
                    )
                found = visit(app, scene, actor, method, address(rule, hidden), hidden)
                wrong += [
                    f"{method} {rule.rule} by {like}: {d}"
                    for d in differences(_known_answers[asked], found)
                ]

    assert wrong == []


@pytest.mark.parametrize(("actor", "state"), KNOWN)
def test_agreement_is_read_by_whoever_may_know_of_it(app, scene, actor, state):
    subject = scene.agreements[state]

    shown = app.get(
        f"/api/3/action/package_show?id={subject.name}", headers=scene.headers[actor]
    ).json

    assert shown["success"] and shown["result"]["id"] == subject.id


READERS = {"anonymous", "stranger", "lead_member", "party_member", "former_member"}
MAY_READ_NOT_WRITE = [(actor, state) for actor, state in KNOWN if actor in READERS]


@pytest.mark.parametrize(("actor", "state"), MAY_READ_NOT_WRITE)
def test_agreement_is_not_written_by_whoever_may_only_read_it(app, scene, actor, state):
    subject, before = scene.agreements[state], _events(scene, state)
    asked = {"id": subject.id, "reason": "x", "lay_summary": "Mine now"}
    acts = ["agreement_submit", "agreement_withdraw", "agreement_return", "agreement_end"]

    answers = [
        app.post(f"/api/3/action/{action}", json=asked, headers=scene.headers[actor]).status_code
        for action in [*(f"datashare_{act}" for act in acts), "package_patch"]
    ]

    assert set(answers) == {403}
    assert _events(scene, state) == before


@pytest.mark.parametrize("state", STATES)
def test_every_part_of_the_scene_exists(app, scene, state):
    subject, headers = scene.agreements[state], scene.headers["lead_editor"]

    found = [
        app.get(f"/api/3/action/{action}?id={name}", headers=headers).status_code
        for action, name in itertools.chain(
            (("package_show", name) for _like, name in names_of(subject, "dataset")),
            [("resource_show", subject.resource), ("resource_view_show", subject.view)],
            [("resource_view_list", subject.resource)],
        )
    ]

    assert set(found) == {200}


@pytest.mark.parametrize("actor", ["anonymous", "stranger", "former_member"])
def test_name_of_a_hidden_resource_leads_to_a_known_one_of_that_name(app, scene, actor):
    name = f"{scene.agreements['draft'].word}.pdf"
    path, headers = f"/api/3/action/resource_show?id={name}", scene.headers[actor]
    missing = never()
    unknown = comparable(app.get(f"/api/3/action/resource_show?id={missing}", headers=headers))
    assert differences(unknown, comparable(app.get(path, headers=headers))) == []

    mine = factories.call(
        "resource_create", package_id=scene.plain["id"], name=name, url="https://example.org/a"
    )
    shown = app.get(path, headers=headers)
    factories.call("resource_delete", id=mine["id"])

    assert shown.json["result"]["id"] == mine["id"]
