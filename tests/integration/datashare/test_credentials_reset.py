"""Credentials that somebody else sets or resets: roles that sign are confirmed again."""

import ckan.model as model
import pytest
import sqlalchemy as sa
from ckan.plugins import toolkit as tk
from ckanext.datashare.model.event import Event
from ckanext.datashare.model.notice import Notice
from ckanext.datashare.model.role_holder import RoleHolder

from tests import factories, signing
from tests.factories import PASSWORD, call
from tests.team import Team


def events(person):
    model.Session.rollback()
    query = sa.select(Event.action).where(Event.subject_id == person["id"]).order_by(Event.at)
    return list(model.Session.scalars(query))


@pytest.fixture
def team():
    return Team()


def holding(team):
    model.Session.rollback()
    query = sa.select(RoleHolder).where(RoleHolder.user_id == team.siro["id"])
    return model.Session.scalars(query).one()


def test_reset_by_an_admin_has_signing_roles_confirmed_by_another(team):
    second = factories.person_of(team.body["id"], "admin")
    signing.enrol(team.siro)
    one = {"body": team.body["id"], "user": team.siro["id"], "role": "siro"}

    done = call("datashare_second_factor_remove", team.admin["name"], user=team.siro["name"])

    assert done["unconfirmed"] == [f"{team.body['id']}/siro"]
    assert holding(team).confirmed_at is None
    assert events(team.siro)[-1] == "second_factor:app:removed"
    with pytest.raises(tk.NotAuthorized):
        call("datashare_role_confirm", team.admin["name"], **one)
    call("datashare_role_confirm", second["name"], **one)
    assert holding(team).confirmed_by == second["id"]


def test_reset_by_a_sysadmin_does_the_same_and_is_told(team):
    signing.enrol(team.siro)
    sysadmin = factories.sysadmin()

    call("datashare_second_factor_remove", sysadmin["name"], user=team.siro["name"])

    assert holding(team).confirmed_at is None
    told = sa.select(Notice.template, Notice.user_id).where(
        Notice.template.in_(["second_factor:removed", "role:reconfirm"])
    )
    assert {("second_factor:removed", team.siro["id"]), ("role:reconfirm", team.admin["id"])} <= {
        tuple(row) for row in model.Session.execute(told)
    }


def test_reset_leaves_roles_that_do_not_sign_alone(team):
    signing.enrol(team.dpo)

    done = call("datashare_second_factor_remove", team.admin["name"], user=team.dpo["id"])

    assert done["unconfirmed"] == []


def test_reset_is_not_for_admins_of_other_bodies_or_colleagues(team):
    signing.enrol(team.siro)

    for other in (Team().admin, team.editor):
        with pytest.raises(tk.NotAuthorized):
            call("datashare_second_factor_remove", other["name"], user=team.siro["id"])


def test_reset_of_nobody_is_answered_as_that_of_a_stranger(team):
    stranger = factories.user()

    for named in (stranger["id"], "nobody-of-that-name"):
        with pytest.raises(tk.NotAuthorized):
            call("datashare_second_factor_remove", team.admin["name"], user=named)


@pytest.mark.parametrize("change", [{"password": "another-horse-43"}, {"email": "new@x.example"}])
def test_credentials_set_by_a_sysadmin_have_signing_roles_confirmed_anew(team, change):
    sysadmin = factories.sysadmin()

    call("user_patch", sysadmin["name"], id=team.siro["id"], **change)

    assert holding(team).confirmed_at is None
    assert holding(team).granted_by == sysadmin["id"]
    assert "role:holder:unconfirmed" in events(team.siro)


def test_credentials_set_by_the_person_leave_roles_confirmed(team):
    call("user_patch", team.siro["name"], id=team.siro["id"], fullname="A. Person")
    change = {"password": "another-horse-43", "old_password": PASSWORD}

    call("user_patch", team.siro["name"], id=team.siro["id"], **change)

    assert holding(team).confirmed_at is not None


def test_other_facts_set_by_a_sysadmin_leave_roles_confirmed(team):
    sysadmin = factories.sysadmin()

    call("user_patch", sysadmin["name"], id=team.siro["id"], fullname="A. Person")

    assert holding(team).confirmed_at is not None


def test_credentials_that_are_refused_leave_roles_confirmed(team):
    sysadmin = factories.sysadmin()

    with pytest.raises(tk.ValidationError):
        call("user_patch", sysadmin["name"], id=team.siro["id"], password="x")

    assert holding(team).confirmed_at is not None
    assert events(team.siro) == []
