"""Forged requests: a page that one caller needs no token for keeps asking the others for it."""

import ckan.model as model
import pytest
from ckanext.datashare.guard import forgery
from flask import Blueprint
from flask_wtf.csrf import CSRFProtect

from tests import factories


def new_body(app, **kwargs):
    name = factories.unique("body")
    response = app.post(
        "/organization/new",
        data={"save": "", "name": name, "title": "A body"},
        follow_redirects=False,
        **kwargs,
    )
    model.Session.remove()
    return response, model.Group.get(name)


def test_form_without_a_token_stays_refused_after_a_visitor_opened_it(csrf_app):
    person = factories.sysadmin()
    visitor = csrf_app.test_client()
    assert visitor.get("/organization/new").status_code in (302, 403, 200)
    csrf_app.set_session_user(person["name"])

    response, made = new_body(csrf_app)

    assert response.status_code == 400 and made is None


def test_form_without_a_token_stays_refused_after_a_program_sent_it(csrf_app):
    person = factories.sysadmin()
    key = factories.headers(person["name"])
    response, made = new_body(csrf_app, headers=key)
    assert response.status_code == 302 and made is not None
    csrf_app.set_session_user(person["name"])

    response, made = new_body(csrf_app)

    assert response.status_code == 400 and made is None


@pytest.mark.parametrize("method", ["POST"])
def test_every_form_of_ours_asks_whoever_has_a_session_for_a_token(csrf_app, method):
    csrf_app.set_session_user(factories.user()["name"])
    answers = {}

    for rule in csrf_app.flask_app.url_map.iter_rules():
        if not rule.endpoint.startswith("datashare_") or method not in rule.methods:
            continue
        path = "/".join("x" if part.startswith("<") else part for part in rule.rule.split("/"))
        answers[rule.rule] = csrf_app.client.open(path, method=method, follow_redirects=False)

    assert answers and {answer.status_code for answer in answers.values()} == {400}


def test_exemptions_declared_at_start_stay_and_those_of_blueprints_too(app):
    protection, blueprint = CSRFProtect(), Blueprint("open", __name__)
    protection.exempt("pages.open")
    protection.exempt(blueprint)
    forgery.install(protection)
    protection.exempt("pages.late")

    with app.flask_app.test_request_context("/"):
        protection.exempt("pages.now")
        inside = set(protection._exempt_views)

    assert inside == {"pages.open", "pages.late", "pages.now"}
    assert set(protection._exempt_views) == {"pages.open", "pages.late"}
    assert blueprint in protection._exempt_blueprints


def test_nothing_is_done_where_exemptions_are_for_one_request_already(suite_app):
    class Later(CSRFProtect):
        def exempt_this_request(self):
            """As a later version has it."""

    protection = Later()

    assert forgery.install(protection) is False
    assert protection._exempt_views == set()
