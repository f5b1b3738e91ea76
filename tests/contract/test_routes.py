"""Every route says how it names the object it is about."""

from __future__ import annotations

import pytest
from ckanext.datashare.guard.addresses import Kind
from ckanext.datashare.guard.declared import route


def endpoints(app):
    """Return the endpoints of the application, each with the names in its addresses."""
    found = {}
    for rule in app.flask_app.url_map.iter_rules():
        found.setdefault(rule.endpoint, set()).update(rule.arguments)
    return found


def test_every_route_is_declared(app):
    undeclared = sorted(name for name in endpoints(app) if route(name) is None)

    assert undeclared == [], "add a row to guard/routes.py"


def test_every_address_of_a_route_is_in_its_path(app):
    wrong = [
        (endpoint, address.key)
        for endpoint, arguments in endpoints(app).items()
        for address in route(endpoint) or ()
        if address.key not in arguments
    ]

    assert wrong == []


def test_every_name_of_an_object_in_a_path_is_declared(app):
    names = {"id", "resource_id", "view_id", "reference", "document", "token", "key"}
    wrong = [
        (endpoint, name)
        for endpoint, arguments in endpoints(app).items()
        for name in arguments & names
        if name not in {address.key for address in route(endpoint) or ()}
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("endpoint", "kinds"),
    [
        ("dataset.read", [Kind.DATASET]),
        ("agreement.edit", [Kind.DATASET]),
        ("agreement_resource.read", [Kind.DATASET, Kind.RESOURCE]),
        ("organization.read", [Kind.GROUP]),
        ("home.index", []),
    ],
)
def test_types_share_the_rows_of_their_family(suite_app, endpoint, kinds):
    assert [address.kind for address in route(endpoint)] == kinds


@pytest.mark.parametrize("endpoint", ["nobody.declared", "dataset.undeclared", "nothing"])
def test_route_that_nobody_declared_has_no_row(suite_app, endpoint):
    assert route(endpoint) is None
