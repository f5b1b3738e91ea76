"""Lists, counts, facets, orders, offers and feeds: none tells that a private agreement exists."""

from __future__ import annotations

import json
from types import SimpleNamespace

import ckan.logic as logic
import ckan.model as model
import pytest
import sqlalchemy as sa
from ckanext.datashare.guard import listing
from ckanext.datashare.guard.search import facet_fields

from tests import factories
from tests.factories import call

from .answers import comparable, differences
from .scene import HIDDEN, STATES, never, word

STRANGERS = ["anonymous", "stranger", "former_member", "other_admin"]
PRIVATE = [state for state in STATES if state != "registered"]


def hidden_from(scene, actor):
    """Return the agreements that an actor may not know of."""
    return [scene.agreements[state] for who, state in HIDDEN if who == actor]


def traces(subject):
    """Return what would give an agreement away."""
    parts = [subject.resource, subject.view, subject.file, subject.document, subject.event]
    return [subject.id, subject.name, subject.word, *parts]


def get(app, scene, actor, path, **asked):
    """Ask by GET."""
    client = app.test_client(use_cookies=False)
    return client.get(path, query_string=asked or None, headers=scene.headers[actor])


def _reads(action):
    return getattr(action, "side_effect_free", False)


SWEEP = [
    {},
    {"id": "{camden}", "include_datasets": True, "include_users": True},
    {"id": "{lead_editor}", "include_datasets": True},
    {"id": "{me}"},
    {"id": "{group}"},
    {"q": "e", "limit": 1000},
    {"q": "*:*", "rows": 1000, "include_private": True, "include_drafts": True},
    {"query": "name:marker", "limit": 1000},
    {"query": "format:marker", "limit": 1000},
    {"all_fields": True, "include_dataset_count": True, "include_users": True},
    {"object_type": "package", "id": "{camden}"},
]


# One's own inbox keeps what one was told while one was a party.
OWN = {"get_site_user", "help_show", "datashare_notice_list"}


@pytest.mark.parametrize("actor", ["anonymous", "stranger", "former_member", "party_member"])
def test_no_reading_action_names_a_hidden_agreement(app, scene, actor):
    words = {
        "camden": scene.camden["id"],
        "lead_editor": scene.people["lead_editor"],
        "me": scene.people[actor] or "nobody",
        "group": scene.group["id"],
    }
    hidden = [trace for subject in hidden_from(scene, actor) for trace in traces(subject)]
    given_away = []

    reading = [name for name, made in logic._actions.items() if _reads(made)]
    for action in sorted(set(reading) - OWN):
        for asked in SWEEP:
            sent = {
                key: words[value[1:-1]] if str(value).startswith("{") else value
                for key, value in asked.items()
            }
            text = get(app, scene, actor, f"/api/3/action/{action}", **sent).get_data(as_text=True)
            given_away += [(action, asked, trace) for trace in hidden if trace in text]

    assert given_away == []


PLACES = {
    "search": "/api/3/action/package_search?q={}&include_private=true",
    "search of resources": "/api/3/action/resource_search?query=name:{}",
    "search of formats": "/api/3/action/resource_search?query=format:{}",
    "dataset offers": "/api/3/action/package_autocomplete?q={}",
    "old dataset offers": "/api/2/util/dataset/autocomplete?incomplete={}",
    "format offers": "/api/3/action/format_autocomplete?q={}",
    "old format offers": "/api/2/util/resource/format_autocomplete?incomplete={}",
    "tag list": "/api/3/action/tag_list?query={}",
    "tag search": "/api/3/action/tag_search?query={}",
    "tag offers": "/api/3/action/tag_autocomplete?query={}",
    "tag": "/api/3/action/tag_show?id={}",
    "organization offers": "/api/3/action/organization_autocomplete?q={}",
    "group list": "/api/3/action/group_list?q={}",
    "search of one format": "/api/3/action/package_search?fq=res_format:{}",
    "dataset page": "/dataset/?q={}",
    "register": "/agreement?q={}",
    "feed": "/feeds/custom.atom?q={}",
    "body page": "/organization/{camden}?q={}",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("actor", ["anonymous", "former_member"])
def test_word_of_a_hidden_agreement_finds_what_no_word_finds(app, scene, actor, place):
    nowhere = word()
    path = PLACES[place].replace("{camden}", scene.camden["name"])
    missing = comparable(get(app, scene, actor, path.replace("{}", nowhere)), nowhere)

    for subject in hidden_from(scene, actor):
        found = comparable(get(app, scene, actor, path.replace("{}", subject.word)), subject.word)

        assert differences(missing, found) == []


def test_word_of_an_agreement_is_found_by_whoever_may_know_of_it(app, scene):
    counts = {
        state: get(
            app,
            scene,
            "lead_member",
            "/api/3/action/package_search",
            q=scene.agreements[state].word,
            include_private=True,
        ).json["result"]["count"]
        for state in STATES
    }

    assert counts == dict.fromkeys(STATES, 1)


@pytest.mark.parametrize("actor", STRANGERS)
def test_facets_count_what_the_caller_may_see_and_nothing_at_zero(app, scene, actor):
    fields = sorted(facet_fields())
    asked = {
        "facet.field": json.dumps([*fields, "permission_labels", "text", "title", "notes"]),
        "facet.mincount": 0,
        "facet.limit": -1,
        "include_private": True,
        "rows": 0,
    }
    answer = get(app, scene, actor, "/api/3/action/package_search", **asked)

    facets = answer.json["result"]["search_facets"]
    assert set(facets) == set(fields)
    counts = [item["count"] for facet in facets.values() for item in facet["items"]]
    assert counts and min(counts) >= 1
    for subject in hidden_from(scene, actor):
        assert not any(trace in answer.get_data(as_text=True) for trace in traces(subject))


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "docfreq(text,'{word}') desc"},
        {"sort": "termfreq(text,'{word}') asc, name asc"},
        {"fl": "docfreq(text,'{word}')"},
        {"fl": "id,score"},
        {"fq": "{!frange l=1}docfreq(text,'{word}')"},
        {"q": "{!func}docfreq(text,'{word}')"},
        {"q": "_val_:\"docfreq(text,'{word}')\""},
        {"bf": "docfreq(text,'{word}')", "defType": "edismax"},
        {"facet.query": "{word}"},
        {"facet.prefix": "{word}", "facet.field": '["res_format"]'},
        {"qf": "title permission_labels", "q": "{word}"},
        {"q": "title:[{word}"},
        {"q": "{word} AND ("},
        {"fq": "+{word}:["},
        {"sort": "{word} desc"},
        {"start": "-1", "q": "{word}"},
        {"facet.field": "{word}"},
    ],
)
def test_search_weighs_and_counts_no_word_of_the_whole_index(app, scene, asked):
    nowhere = word()

    def answer(word):
        sent = {key: value.replace("{word}", word) for key, value in asked.items()}
        return comparable(
            get(app, scene, "anonymous", "/api/3/action/package_search", **sent), word
        )

    for subject in hidden_from(scene, "anonymous"):
        assert differences(answer(nowhere), answer(subject.word)) == []


@pytest.mark.parametrize(("actor", "seen"), [("anonymous", 1), ("lead_member", 6)])
def test_body_counts_the_agreements_that_the_caller_may_see(app, scene, actor, seen):
    shown = get(app, scene, actor, "/api/3/action/organization_show", id=scene.camden["id"]).json[
        "result"
    ]
    listed = get(
        app,
        scene,
        actor,
        "/api/3/action/organization_list",
        all_fields=True,
        organizations=scene.camden["name"],
    ).json["result"]

    assert (shown["package_count"], listed[0]["package_count"]) == (seen, seen)


@pytest.mark.parametrize("key", ["sort", "order_by"])
@pytest.mark.parametrize("order", ["package_count desc", "packages", "package_count"])
def test_bodies_are_not_ordered_or_chosen_by_the_number_of_private_agreements(
    app, scene, key, order
):
    path = "/api/3/action/organization_list"
    quiet = factories.body()

    by_number = get(app, scene, "anonymous", path, **{key: order}).json["result"]

    assert by_number == get(app, scene, "anonymous", path, sort="title asc").json["result"]
    assert quiet["name"] in by_number


def test_formats_are_offered_from_public_datasets(app, scene):
    offered = {
        state: get(
            app,
            scene,
            "anonymous",
            "/api/3/action/format_autocomplete",
            q=scene.agreements[state].word,
        ).json["result"]
        for state in STATES
    }

    public = [scene.agreements["registered"].word]
    assert offered == {state: public if state == "registered" else [] for state in STATES}


@pytest.mark.parametrize("asked", [{}, {"object_type": "user"}, {"object_type": "package"}])
def test_members_of_a_body_are_listed_for_its_own_people(app, scene, asked):
    path = "/api/3/action/member_list"
    answers = {
        actor: get(app, scene, actor, path, id=scene.camden["id"], **asked).status_code
        for actor in ("anonymous", "stranger", "party_member", "lead_member", "sysadmin")
    }

    assert answers == {
        **dict.fromkeys(("anonymous", "stranger", "party_member"), 403),
        **dict.fromkeys(("lead_member", "sysadmin"), 200),
    }


@pytest.mark.parametrize(("actor", "status"), [("stranger", 403), ("lead_member", 200)])
def test_page_of_the_members_of_a_body_is_for_its_own_people(app, scene, actor, status):
    page = get(app, scene, actor, f"/organization/members/{scene.camden['name']}")

    assert page.status_code == status


@pytest.mark.parametrize(("actor", "sees"), [("stranger", False), ("lead_member", True)])
def test_people_of_a_body_are_shown_to_its_own(app, scene, actor, sees):
    for action in ("organization_show", "organization_list"):
        asked = {"all_fields": True, "include_users": True}
        asked["id" if action == "organization_show" else "organizations"] = scene.camden["name"]
        text = get(app, scene, actor, f"/api/3/action/{action}", **asked).get_data(as_text=True)

        assert (scene.people["lead_editor"] in text) is sees


@pytest.mark.parametrize("actor", ["anonymous", "stranger", "other_admin"])
@pytest.mark.parametrize(
    "action", ["user_show", "user_follower_count", "dataset_followee_list", "followee_count"]
)
def test_person_of_another_body_answers_as_nobody(app, scene, actor, action):
    person, nobody = scene.people["lead_editor"], factories.unique("person")
    path = f"/api/3/action/{action}"

    found = comparable(get(app, scene, actor, path, id=person), person)

    assert differences(comparable(get(app, scene, actor, path, id=nobody), nobody), found) == []


def test_page_of_a_person_of_another_body_answers_as_nobody(app, scene):
    person, nobody = scene.people["lead_editor"], factories.unique("person")

    found = comparable(get(app, scene, "stranger", f"/user/{person}"), person)

    missing = comparable(get(app, scene, "stranger", f"/user/{nobody}"), nobody)
    assert differences(missing, found) == [] and found[0] == 404


@pytest.mark.parametrize("actor", ["lead_member", "sysadmin", "lead_editor"])
def test_person_is_shown_to_colleagues_and_to_themselves(app, scene, actor):
    answer = get(app, scene, actor, "/api/3/action/user_show", id=scene.people["lead_editor"])

    assert answer.json["result"]["name"] == scene.people["lead_editor"]


@pytest.mark.parametrize("action", ["user_list", "user_autocomplete"])
def test_people_are_listed_for_colleagues(app, scene, action):
    found = {
        actor: get(app, scene, actor, f"/api/3/action/{action}", q="person", limit=1000)
        for actor in ("lead_member", "party_member", "stranger")
    }

    names = {actor: {row["name"] for row in got.json["result"]} for actor, got in found.items()}
    assert scene.people["lead_editor"] in names["lead_member"]
    assert names["party_member"] == {scene.people["party_member"]}
    assert names["stranger"] == {scene.people["stranger"]}
    assert get(app, scene, "anonymous", "/api/3/action/user_list").json["result"] == []


def test_update_of_a_body_keeps_its_people(scene):
    count = sa.select(sa.func.count()).where(
        model.Member.group_id == scene.camden["id"],
        model.Member.table_name == "user",
        model.Member.state == "active",
    )
    before = model.Session.execute(count).scalar_one()

    call(
        "organization_patch",
        scene.people["lead_admin"],
        id=scene.camden["id"],
        description="A borough.",
    )

    assert model.Session.execute(count).scalar_one() == before


def test_password_is_reset_by_name_and_by_address(app, scene):
    person = model.User.get(scene.people["lead_editor"])

    for said in (person.name, person.email):
        answer = app.post("/user/reset", data={"user": said}, follow_redirects=False)
        assert answer.status_code == 302

    model.Session.remove()
    assert model.User.get(person.name).reset_key


@pytest.mark.parametrize("which", ["hidden", "never"])
def test_group_takes_no_agreement_and_does_not_say_whether_there_is_one(app, scene, which):
    name = scene.agreements["draft"].id if which == "hidden" else never()

    answer = app.post(
        "/api/3/action/group_update",
        json={"id": scene.group["id"], "name": scene.group["name"], "packages": [{"id": name}]},
        headers=scene.headers["other_admin"],
    )

    assert answer.json["error"]["packages"] == [{"id": ["Dataset not found"]}]
    members = sa.select(model.Member).where(model.Member.table_id == name)
    assert (
        model.Session.scalars(members.where(model.Member.group_id == scene.group["id"])).all() == []
    )


def test_no_activity_is_recorded_of_an_agreement(scene):
    recorded = []

    def record(context, data_dict):
        recorded.append(data_dict["object_id"])

    for subject in (*scene.agreements.values(), SimpleNamespace(id=scene.plain["id"])):
        listing.activity_create(record, {}, {"object_id": subject.id})

    assert recorded == [scene.plain["id"]]
