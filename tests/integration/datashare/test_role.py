"""Roles: given by a body's own administrators, confirmed by a second person, ended at once."""

import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare import clock
from ckanext.datashare.access import role_holders
from ckanext.datashare.domain.role import Role

from tests import factories
from tests.factories import call


class Office:
    """A body with an administrator and two members; a site with two sysadmins."""

    def __init__(self):
        self.body = factories.body()
        self.admin = factories.person_of(self.body["id"], "admin")
        self.anna = factories.person_of(self.body["id"], "member")
        self.first, self.second = factories.sysadmin(), factories.sysadmin()

    def act(self, verb, who, holder, role="siro", **data):
        return call(
            f"datashare_role_{verb}",
            who["name"],
            body=self.body["id"],
            user=holder["id"],
            role=role,
            **data,
        )

    def holders(self):
        return role_holders(self.body["id"], Role.SIRO, clock.now())


@pytest.fixture
def office(suite_app):
    return Office()


def test_role_given_by_the_body_counts_at_once(office):
    office.act("grant", office.admin, office.anna)

    assert office.holders() == [office.anna["id"]]


def test_role_given_by_a_sysadmin_counts_once_the_body_confirms(office):
    office.act("grant", office.first, office.anna)
    assert office.holders() == []

    office.act("confirm", office.admin, office.anna)

    assert office.holders() == [office.anna["id"]]


@pytest.mark.parametrize("who", ["first", "second", "anna"])
def test_role_confirmed_by_another_is_refused(office, who):
    office.act("grant", office.first, office.anna)

    with pytest.raises(tk.NotAuthorized):
        office.act("confirm", getattr(office, who), office.anna)

    assert office.holders() == []


def test_first_role_of_a_body_without_administrators_needs_two_sysadmins(office):
    bare = factories.body()
    office.body = bare
    holder = factories.person_of(bare["id"], "member")
    office.act("grant", office.first, holder)
    with pytest.raises(tk.NotAuthorized):
        office.act("confirm", office.first, holder)

    office.act("confirm", office.second, holder)

    assert office.holders() == [holder["id"]]


def test_role_given_to_oneself_is_refused(office):
    with pytest.raises(tk.NotAuthorized):
        office.act("grant", office.admin, office.admin)


def test_role_given_to_a_stranger_is_refused_alike_for_one_who_does_not_exist(office):
    errors = []
    for user in (factories.user(), {"id": "nobody-there"}):
        with pytest.raises(tk.ValidationError) as refused:
            office.act("grant", office.admin, user)
        errors.append(refused.value.error_dict)

    assert errors[0] == errors[1]


def test_role_given_by_a_plain_member_is_refused(office):
    other = factories.person_of(office.body["id"], "editor")

    with pytest.raises(tk.NotAuthorized):
        office.act("grant", other, office.anna)


def test_role_given_twice_is_refused(office):
    office.act("grant", office.admin, office.anna)

    with pytest.raises(tk.ValidationError):
        office.act("grant", office.admin, office.anna)


def test_role_that_ended_counts_no_more_and_can_be_given_again(office):
    office.act("grant", office.admin, office.anna)

    office.act("revoke", office.anna, office.anna, reason="I leave.")
    assert office.holders() == []
    office.act("grant", office.admin, office.anna)

    assert office.holders() == [office.anna["id"]]


def test_role_with_a_last_day_ends_by_itself(office):
    office.act("grant", office.admin, office.anna, until="2020-01-01")

    assert office.holders() == []


def test_role_list_is_for_members_of_the_body(office):
    office.act("grant", office.admin, office.anna)

    listed = call("datashare_role_list", office.anna["name"], body=office.body["name"])

    assert [(row["role"], row["name"]) for row in listed] == [("siro", office.anna["name"])]
    with pytest.raises(tk.NotAuthorized):
        call("datashare_role_list", factories.user()["name"], body=office.body["id"])
    with pytest.raises(tk.NotAuthorized):
        call("datashare_role_list", "", body=office.body["id"])
