"""Reading the audit log: public events for everyone, all of them for the bodies concerned."""

import uuid
from datetime import datetime, timedelta, timezone

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckanext.datashare.audit.record import record
from ckanext.datashare.model.event import Event
from ckanext.datashare.unit_of_work import unit_of_work

from tests import by_hand, factories

AT = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)
MISSING = "Agreement was not found."


@pytest.fixture(scope="module")
def bodies(suite_app):
    return {name: factories.body() for name in ("lead", "party", "former", "stranger")}


@pytest.fixture(scope="module")
def people(bodies):
    found = {name: factories.person_of(body["name"])["name"] for name, body in bodies.items()}
    return {**found, "sysadmin": factories.sysadmin()["name"], "nobody": ""}


@pytest.fixture(scope="module")
def draft(bodies, people):
    """An agreement that stays a draft, with a party invited and one that has left."""
    return _agreement(bodies, people)


@pytest.fixture(scope="module")
def public(bodies, people):
    """An agreement that was registered: its dataset is public."""
    made = _agreement(bodies, people)
    for second, (event, facts) in enumerate(
        [
            ("agreement:state:registered", {}),
            ("agreement:party:declined", {"party": bodies["former"]["id"], "reason": "private"}),
            ("agreement:state:suspended", {"reason": "public"}),
        ]
    ):
        with unit_of_work():
            model.Session.execute(
                sa.update(model.package_table)
                .where(model.package_table.c.id == made["id"])
                .values(private=False, metadata_modified=datetime(2026, 3, 2, 9, second))
            )
            record(
                event,
                ("agreement", made["id"]),
                by="system:test",
                at=datetime.now(timezone.utc),
                body=bodies["lead"]["id"],
                reference="DSL-2026-123456",
                version=1,
                **facts,
            )
    return made


def _agreement(bodies, people):
    made = factories.call(
        "package_create",
        people["lead"],
        type="agreement",
        title="Blue Badge checks",
        owner_org=bodies["lead"]["id"],
        lay_summary="Camden checks who may hold a Blue Badge.",
        parties=[{"body": bodies[name]["id"]} for name in ("lead", "party", "former")],
    )
    states = {"lead": "joined", "party": "invited", "former": "left"}
    by_body = {bodies[name]["id"]: state for name, state in states.items()}
    for body, state in by_body.items():
        by_hand.change(
            "UPDATE datashare_party SET status = %(state)s"
            " WHERE package_id = %(id)s AND body_id = %(body)s",
            id=made["id"],
            body=body,
            state=state,
        )
    return made


def actions(caller, **asked):
    shown = factories.call("datashare_event_list", caller, **asked)
    return [event["action"].removeprefix("agreement:") for event in shown["events"]]


ALL = [
    "state:suspended",
    "party:declined",
    "state:registered",
    "content:created",
]
PUBLIC = ["state:suspended", "state:registered"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("nobody", PUBLIC),
        ("stranger", PUBLIC),
        ("former", PUBLIC),
        ("party", ALL),
        ("lead", ALL),
        ("sysadmin", ALL),
    ],
)
def test_events_of_a_public_agreement(people, public, who, expected):
    assert actions(people[who], agreement=public["id"]) == expected


@pytest.mark.parametrize("who", ["lead", "party", "sysadmin"])
def test_events_of_a_draft_are_shown_to_those_concerned(people, draft, who):
    assert actions(people[who], agreement=draft["id"]) == ["content:created"]


@pytest.mark.parametrize("who", ["nobody", "stranger", "former"])
@pytest.mark.parametrize("key", ["id", "name"])
def test_draft_looks_missing_to_everyone_else(people, draft, who, key):
    for name in (draft[key], "dsl-draft-that-never-was", str(uuid.uuid4())):
        with pytest.raises(tk.ObjectNotFound) as refused:
            factories.call("datashare_event_list", people[who], agreement=name)
        assert refused.value.message == MISSING


@pytest.mark.parametrize("who", ["nobody", "stranger", "former"])
def test_event_that_may_not_be_seen_looks_missing(people, public, draft, who):
    hidden = [
        _event(draft, "agreement:content:created"),
        _event(public, "agreement:party:declined"),
    ]

    for event_id in [*hidden, str(uuid.uuid4())]:
        with pytest.raises(tk.ObjectNotFound) as refused:
            factories.call("datashare_event_show", people[who], id=event_id)
        assert refused.value.message == "Event was not found."


def _event(agreement, action):
    model.Session.rollback()
    query = sa.select(Event.id).where(Event.subject_id == agreement["id"], Event.action == action)
    return model.Session.scalars(query).one()


def test_public_event_is_shown_with_its_bytes_and_without_its_actor(people, public, bodies):
    event_id = _event(public, "agreement:state:suspended")

    shown = factories.call("datashare_event_show", people["nobody"], id=event_id)
    inside = factories.call("datashare_event_show", people["party"], id=event_id)

    assert shown["facts"] == {"reason": "public"}
    assert shown["actor_body"] == bodies["lead"]["id"]
    assert shown["agreement_reference"] == "DSL-2026-123456"
    assert "actor" not in shown and "system:test" not in shown["canonical"]
    assert inside["actor"] == "system:test"


def test_public_log_names_what_anyone_may_see_alone(people, public, draft):
    shown = factories.call("datashare_event_list", people["nobody"], limit=100)

    subjects = {event["subject_id"] for event in shown["events"]}
    assert public["id"] in subjects and draft["id"] not in subjects
    assert all("actor" not in event for event in shown["events"])
    as_lead = factories.call("datashare_event_list", people["lead"], limit=100)
    assert as_lead == shown


def test_log_is_read_page_by_page(people, public):
    first = factories.call("datashare_event_list", people["lead"], agreement=public["id"], limit=1)
    rest = actions(people["lead"], agreement=public["id"], offset=1)

    assert first["count"] == 4
    assert [first["events"][0]["action"].removeprefix("agreement:"), *rest] == ALL


def test_events_of_a_body_are_public_or_its_own(people, bodies):
    for second, (event, facts) in enumerate(
        [
            ("body:content:changed", {"fields": ["title"]}),
            ("role:holder:granted", {"user": "u1", "role": "dpo"}),
        ]
    ):
        with unit_of_work():
            subject = ("body", bodies["party"]["id"])
            record(event, subject, by="u2", at=AT + timedelta(seconds=second), **facts)

    asked = {"body": bodies["party"]["name"]}
    assert "role:holder:granted" not in actions(people["stranger"], **asked)
    assert "body:content:changed" in actions(people["stranger"], **asked)
    assert "role:holder:granted" in actions(people["party"], **asked)


def test_body_that_is_none_is_missing(people):
    with pytest.raises(tk.ObjectNotFound):
        factories.call("datashare_event_list", people["nobody"], body="no-such-body")


def test_own_account_events_are_for_oneself(people):
    user = model.User.get(people["party"])
    with unit_of_work():
        event = record("notice:inbox:read", ("user", user.id), by=user.id, at=AT, count=1)

    own = factories.call("datashare_event_show", people["party"], id=event.id)
    assert own["facts"] == {"count": 1}
    with pytest.raises(tk.ObjectNotFound):
        factories.call("datashare_event_show", people["lead"], id=event.id)


@pytest.mark.parametrize(
    "asked", [{"limit": "many"}, {"limit": -1}, {"agreement": "x" * 101}, {"offset": "x"}]
)
def test_question_of_the_wrong_shape_is_refused(people, asked):
    with pytest.raises(tk.ValidationError):
        factories.call("datashare_event_list", people["nobody"], **asked)


def test_question_about_two_things_at_once_is_refused(people):
    with pytest.raises(tk.ValidationError):
        factories.call("datashare_event_list", people["nobody"], agreement="a", body="b")


def test_event_show_needs_an_id(people):
    with pytest.raises(tk.ValidationError):
        factories.call("datashare_event_show", people["nobody"])


def test_checkpoint_is_given_to_anyone(people, signing_key):
    before = factories.call("datashare_checkpoint_show", people["nobody"])

    assert before["public_keys"] == [str(signing_key)]
    assert set(before) == {"note", "public_keys"}
