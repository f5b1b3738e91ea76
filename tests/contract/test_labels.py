"""Labels: ours equal core's own and add the bodies'; search, show and the rules agree on them."""

from __future__ import annotations

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckan.lib.plugins import DefaultPermissionLabels
from ckanext.datashare import access, clock, labels, succession
from ckanext.datashare.audit.record import record
from ckanext.datashare.domain.party import PartyState
from ckanext.datashare.domain.rules import READ, of_body
from ckanext.datashare.domain.state import PUBLIC_STATES, State
from ckanext.datashare.model.agreement import Agreement
from ckanext.datashare.model.party import Party
from ckanext.datashare.unit_of_work import unit_of_work
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.factories import call

_OURS = of_body("")


def own(user):
    """Return (labels of ours, the others) of a user by name."""
    found = labels.of_user(model.User.get(user))
    return (
        {label for label in found if label.startswith(_OURS)},
        {label for label in found if not label.startswith(_OURS)},
    )


def core(user):
    """Return the labels that CKAN itself gives a user."""
    return set(DefaultPermissionLabels().get_user_dataset_labels(model.User.get(user)))


class Town:
    """A city over two boroughs, one of which has a school; a body that was closed."""

    def __init__(self):
        self.city, self.closed = factories.body(), factories.body()
        self.camden = factories.body(groups=[{"name": self.city["name"]}])
        self.hackney = factories.body(groups=[{"name": self.city["name"]}])
        self.school = factories.body(groups=[{"name": self.camden["name"]}])
        self.group = call("group_create", name=factories.unique("group"))
        self.dataset = call(
            "package_create",
            name=factories.unique("trees"),
            owner_org=self.hackney["id"],
            private=True,
        )
        self.people = {
            f"{capacity} of {name}": factories.person_of(getattr(self, name)["id"], capacity)
            for capacity in ("member", "editor", "admin")
            for name in ("city", "camden", "school", "closed")
        }
        self.people["of two"] = factories.person_of(self.camden["id"], "editor")
        factories.member(self.hackney["id"], self.people["of two"]["name"], "admin")
        self.people["of none"] = factories.user()
        self.people["of a group"] = factories.user()
        call(
            "group_member_create",
            id=self.group["id"],
            username=self.people["of a group"]["name"],
            role="admin",
        )
        self.people["sysadmin"] = factories.sysadmin()
        call("organization_delete", id=self.closed["id"])


@pytest.fixture(scope="module")
def town(suite_app):
    return Town()


PEOPLE = [
    *(
        f"{capacity} of {body}"
        for capacity in ("member", "editor", "admin")
        for body in ("city", "camden", "school", "closed")
    ),
    *("of two", "of none", "of a group", "sysadmin"),
]


@pytest.mark.parametrize("who", PEOPLE)
def test_labels_of_a_user_equal_cores_own_beside_ours(town, who):
    ours, others = own(town.people[who]["name"])

    assert others == core(town.people[who]["name"])
    # Whoever reads a body's private datasets reads its agreements.
    assert {label.replace(_OURS, "member-") for label in ours} == {
        label for label in others if label.startswith("member-")
    }


@pytest.mark.parametrize("capacity", ["member", "editor"])
def test_labels_of_a_collaborator_equal_cores_own(town, monkeypatch, capacity):
    monkeypatch.setitem(tk.config, "ckan.auth.allow_dataset_collaborators", True)
    person = factories.user()
    call(
        "package_collaborator_create",
        id=town.dataset["id"],
        user_id=person["name"],
        capacity=capacity,
    )

    ours, others = own(person["name"])

    assert others == core(person["name"]) and ours == set()
    assert f"collaborator-{town.dataset['id']}" in others


def test_labels_of_a_collaborator_are_none_where_there_are_no_collaborators(town):
    person = factories.user()

    assert own(person["name"])[1] == core(person["name"])


@pytest.mark.parametrize("cascading", ["", "admin", "admin editor"])
def test_labels_go_down_a_hierarchy_as_cores_do(town, monkeypatch, cascading):
    monkeypatch.setitem(tk.config, "ckan.auth.roles_that_cascade_to_sub_groups", cascading.split())

    for person in town.people.values():
        assert own(person["name"])[1] == core(person["name"])


def test_labels_of_a_visitor_are_public_alone(suite_app):
    assert labels.of_user(None) == ["public"] == labels.of_user(model.AnonymousUser())


def test_labels_of_another_type_are_cores_own(town):
    package = model.Package.get(town.dataset["id"])

    assert labels.of_dataset(package) == DefaultPermissionLabels().get_dataset_labels(package)


class Table:
    """One agreement that is moved about, and people who look at it from everywhere."""

    def __init__(self):
        self.bodies = [factories.body() for _ in range(4)]
        self.people = [
            factories.person_of(body["id"], capacity)["name"]
            for body, capacity in zip(
                self.bodies, ("editor", "member", "admin", "member"), strict=True
            )
        ]
        self.people += ["", factories.user()["name"], factories.sysadmin()["name"]]
        self.id = call(
            "package_create",
            self.people[0],
            type="agreement",
            title="Anything",
            owner_org=self.bodies[0]["id"],
            parties=[{"body": body["id"], "role": "controller"} for body in self.bodies[:3]],
        )["id"]
        with unit_of_work():
            record(
                "agreement:content:changed",
                ("agreement", self.id),
                by="system:test",
                at=clock.now(),
                fields=[],
            )
            row = Agreement.get(self.id)
            row.reference = succession.give_reference(at=clock.now())
            row.registered_at = clock.now()

    def set(self, state, partners_only, parties):
        """Put the agreement and its parties into these states, as the moves would."""
        with unit_of_work() as unit:
            at = clock.now()
            row, package = Agreement.get(self.id), model.Package.get(self.id)
            row.status = state.value
            row.status_before = "registered" if state is State.TAKEN_DOWN else None
            row.partners_only_reason = "Police operations." if partners_only else None
            package.private = state not in PUBLIC_STATES or partners_only
            package.metadata_modified = at.replace(tzinfo=None)
            for party, status in zip(Party.of(self.id)[1:], parties, strict=True):
                party.status = status.value
            record(
                "agreement:content:changed",
                ("agreement", self.id),
                by="system:test",
                at=at,
                fields=[],
            )
            unit.index(self.id)

    def found(self, person):
        """Return whether a search finds it."""
        asked = {"fq": f'+id:"{self.id}"', "include_private": True}
        return call("package_search", person, **asked)["count"] == 1

    def shown(self, person):
        """Return whether it is shown."""
        try:
            return call("package_show", person, id=self.id)["id"] == self.id
        except tk.ObjectNotFound:
            return False

    def decided(self, person):
        """Return what the rules say."""
        at, user = clock.now(), model.User.get(person)
        package = model.Package.get(self.id)
        about = access.subject(Agreement.get(self.id), private=package.private)
        return access.decide(access.actor(user, at=at), READ, about, at=at).allowed


@pytest.fixture(scope="module")
def table(suite_app):
    return Table()


@given(
    state=st.sampled_from(list(State)),
    partners_only=st.booleans(),
    parties=st.tuples(*[st.sampled_from(list(PartyState))] * 2),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_search_agrees_with_show_and_with_the_rules(table, state, partners_only, parties):
    table.set(state, partners_only, parties)

    answers = {
        person: (table.found(person), table.shown(person), table.decided(person))
        for person in table.people
    }

    assert {person: len(set(given)) for person, given in answers.items()} == dict.fromkeys(
        table.people, 1
    ), answers
    assert answers[table.people[0]][0] and answers[table.people[-1]][0]


def test_revocation_counts_at_once_without_indexing(table):
    table.set(State.REVIEW, False, (PartyState.JOINED, PartyState.JOINED))
    leaver = table.people[1]
    assert table.found(leaver) and table.shown(leaver)

    call("organization_member_delete", id=table.bodies[1]["id"], username=leaver)

    assert not table.found(leaver) and not table.shown(leaver)
