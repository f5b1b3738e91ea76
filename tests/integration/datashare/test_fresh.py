"""A confirmation counts for one person, in one browser session, for ten minutes."""

from datetime import timedelta

import ckan.model as model
import pytest
from ckan.plugins import toolkit as tk
from ckanext.datashare import clock, fresh
from flask import g, session
from flask_login import login_user, logout_user

from tests import factories, signing

OPTION = "ckanext.datashare.second_factor.trusted_amr"


@pytest.fixture
def person():
    return factories.user()


@pytest.fixture
def confirmed(app, person):
    with signing.session(app, person):
        yield person


def require(person, *, later=timedelta(0), **context):
    asking = {**factories.context(person["name"]), **context}
    return fresh.require(asking, at=clock.now() + later)


def refuses(person, **options):
    with pytest.raises(tk.NotAuthorized):
        require(person, **options)
    return True


def test_confirmation_names_how_it_was_made(confirmed):
    assert require(confirmed) == "totp"


def test_confirmation_ends_after_ten_minutes(confirmed):
    assert require(confirmed, later=timedelta(minutes=9, seconds=50)) == "totp"
    assert refuses(confirmed, later=timedelta(minutes=10))


def test_confirmation_is_no_use_to_another_person(confirmed):
    other = factories.user()

    assert refuses(other)
    login_user(model.User.get(other["id"]))
    assert refuses(other)


def test_confirmation_does_not_come_back_with_the_person(confirmed):
    token = session["datashare_fresh"]

    logout_user()
    login_user(model.User.get(confirmed["id"]))
    assert refuses(confirmed)
    session["datashare_fresh"] = token
    assert refuses(confirmed), "a cookie of before the sign-out counts no more"


def test_confirmation_of_one_person_in_the_session_of_another_is_refused(confirmed):
    other, token = factories.user(), session["datashare_fresh"]

    # As one who could write into the session's cookie, not through a sign-out.
    session["_user_id"] = other["id"]
    g.pop("_login_user")

    assert session["datashare_fresh"] == token
    assert refuses(other)


@pytest.mark.parametrize("made_up", ["", "token", 7, {"user": "x"}, None])
def test_confirmation_that_the_server_did_not_make_is_refused(confirmed, made_up):
    session["datashare_fresh"] = made_up

    assert refuses(confirmed)


def test_confirmation_ends_with_a_change_of_password(confirmed):
    factories.call("user_patch", id=confirmed["id"], password="another-horse-43")

    assert refuses(confirmed)


def test_confirmation_ends_with_the_second_factor(confirmed):
    factories.call("datashare_second_factor_remove", confirmed["name"])

    assert refuses(confirmed)


def test_confirmation_is_needed_by_sysadmins_too(app):
    sysadmin = factories.sysadmin()

    with app.flask_app.test_request_context("/"):
        login_user(model.User.get(sysadmin["id"]))
        assert refuses(sysadmin, ignore_auth=True)


def test_confirmation_does_not_stand_for_the_site_itself(confirmed):
    with pytest.raises(tk.NotAuthorized):
        fresh.require(factories.context(), at=clock.now())
    with pytest.raises(tk.NotAuthorized):
        fresh.require({"ignore_auth": True}, at=clock.now())


def test_confirmation_is_not_found_outside_a_request(person):
    signing.enrol(person)

    assert refuses(person)


def test_confirmation_does_not_count_beside_an_api_token(app, person):
    with signing.session(app, person):
        g.login_via_auth_header = True
        assert refuses(person)


def test_confirmation_does_not_count_in_a_request_with_a_tokens_header(app, person):
    signing.enrol(person)
    headers = factories.headers(person["name"])

    with app.flask_app.test_request_context("/", headers=headers):
        session["_user_id"] = person["id"]
        assert refuses(person)


def test_confirmation_gives_the_session_a_token_and_nothing_else(confirmed):
    ours = {key: value for key, value in session.items() if key.startswith("datashare")}

    assert list(ours) == ["datashare_fresh"]
    assert confirmed["id"] not in ours["datashare_fresh"]


def test_confirmations_have_a_token_each(confirmed):
    first = session["datashare_fresh"]

    fresh.set_mark(model.User.get(confirmed["id"]), method="totp", at=clock.now())
    second = session["datashare_fresh"]
    session["datashare_fresh"] = first

    assert first != second
    assert refuses(confirmed)


@pytest.fixture
def provided(app, person, monkeypatch):
    monkeypatch.setitem(tk.config, OPTION, "oidc_amr oidc_auth_time mfa otp")
    with app.flask_app.test_request_context("/"):
        login_user(model.User.get(person["id"]))
        session["oidc_amr"] = ["pwd", "otp"]
        session["oidc_auth_time"] = int(clock.now().timestamp())
        yield person


def test_providers_word_counts_ten_minutes_where_it_is_trusted(provided):
    assert require(provided) == "amr"
    assert refuses(provided, later=timedelta(minutes=10))


def test_providers_word_does_not_count_unless_it_is_trusted(provided, monkeypatch):
    monkeypatch.setitem(tk.config, OPTION, "")

    assert refuses(provided)


@pytest.mark.parametrize("amr", [["pwd"], [], None, "pwd otp", 7])
def test_providers_word_without_a_second_factor_does_not_count(provided, amr):
    session["oidc_amr"] = amr

    assert refuses(provided)


@pytest.mark.parametrize("moment", [None, True, "now", 0])
def test_providers_word_without_its_moment_does_not_count(provided, moment):
    session["oidc_auth_time"] = moment

    assert refuses(provided)


def test_providers_word_does_not_outlast_a_sign_out(provided):
    logout_user()
    login_user(model.User.get(provided["id"]))

    assert refuses(provided)


def test_setting_that_trusts_anything_is_refused(provided, monkeypatch):
    monkeypatch.setitem(tk.config, OPTION, "oidc_amr oidc_auth_time")

    with pytest.raises(ValueError, match="a value at least"):
        require(provided)


def test_address_of_the_confirm_page_leads_back(with_request_context):
    assert fresh.confirm_address("/agreement/x") == "/confirm?back=/agreement/x"
