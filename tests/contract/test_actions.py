"""Every action says how it names its object; ours also say who may, what, and which event."""

from __future__ import annotations

import inspect
import re

import ckan.authz as authz
import ckan.logic as logic
import ckan.plugins.toolkit as tk
import pytest
from ckanext.datashare.audit.catalogue import event_types
from ckanext.datashare.guard.actions import guarded
from ckanext.datashare.guard.addresses import ACTIONS, Kind
from ckanext.datashare.guard.declared import actions as declared
from ckanext.datashare.guard.door import HIDING
from ckanext.datashare.logic import action as register
from ckanext.igtemplates.logic import action as igtemplates

NOUNS = (*register.NOUNS, *igtemplates.NOUNS)
PREFIXES = ("datashare_", "igtemplates_", "secureexchange_", "subjectaccess_")
OURS = sorted(
    name
    for noun in NOUNS
    for name in noun.__all__
    if not getattr(getattr(noun, name), "chained_action", False)
)
CHAINED = sorted(
    name
    for noun in NOUNS
    for name in noun.__all__
    if getattr(getattr(noun, name), "chained_action", False)
)


def registry():
    """Return every action of CKAN with our plugins."""
    tk.get_action("package_show")
    return dict(logic._actions)


def function(name):
    """Return one of our actions as it is written."""
    return next(getattr(noun, name) for noun in NOUNS if name in noun.__all__)


def takes_something(name):
    """Return whether one of our actions takes anything at all."""
    return ":param" in (inspect.getdoc(function(name)) or "")


def test_every_action_is_declared(suite_app):
    undeclared = sorted(set(registry()) - set(declared()))

    assert undeclared == [], "add a row to the addresses of its extension"


def test_every_row_that_is_not_ours_is_an_action_of_ckan(suite_app):
    unknown = {name for name in ACTIONS if not name.startswith(PREFIXES)} - set(registry())

    assert unknown == set()


def test_every_row_of_ours_is_an_action(suite_app):
    ours = {name for name in declared() if name.startswith(PREFIXES)}

    assert ours - set(registry()) == set()


def test_every_action_of_our_prefixes_is_told_apart(suite_app):
    ours = {name for name in registry() if name.startswith(PREFIXES)}

    assert ours == {name for name in OURS if name.startswith(PREFIXES)}


def test_every_action_that_names_a_part_of_a_dataset_has_a_door(suite_app):
    named = {name for name, rows in ACTIONS.items() if any(row.kind in HIDING for row in rows)}

    assert named <= set(guarded({}))


def test_guard_keeps_the_help_and_the_method_of_an_action(app):
    help_text = app.get("/api/3/action/help_show?name=resource_show").json["result"]
    by_get = app.get("/api/3/action/package_patch?id=x")

    assert ":rtype: dictionary" in help_text
    assert by_get.status_code == 400  # a change is sent by POST
    assert registry()["member_list"].side_effect_free


@pytest.mark.parametrize("name", OURS)
def test_action_of_ours_has_an_auth_function(suite_app, name):
    assert name in authz.auth_functions_list()


@pytest.mark.parametrize("name", [name for name in OURS if takes_something(name)])
def test_action_of_ours_checks_its_shape(suite_app, name):
    source = _reach(function(name))

    assert re.search(r"\b_?validated\(|navl_validate\(|@tk\.validate_action_data\(", source)


@pytest.mark.parametrize("name", OURS)
def test_docstring_says_who_what_and_which_event(suite_app, name):
    text = inspect.getdoc(function(name)) or ""
    events = re.findall(r"``(\w+:\w+:\w+)``", text)

    assert "Who:" in text and ":returns:" in text
    if not getattr(function(name), "side_effect_free", False):
        assert "Event:" in text and events
    assert set(events) <= set(event_types())


@pytest.mark.parametrize("name", CHAINED)
def test_action_chained_to_core_says_what_it_adds(suite_app, name):
    assert inspect.getdoc(function(name))


@pytest.mark.parametrize("name", OURS)
def test_every_key_that_the_docstring_names_is_told_apart(suite_app, name):
    text = inspect.getdoc(function(name)) or ""
    documented = set(re.findall(r":param (?:\w+ )?(\w+):", text))
    addressed = {
        row.key.removesuffix("[]") for row in declared()[name] if row.kind is not Kind.OTHER
    }

    assert addressed <= documented


def _reach(written):
    """Return the source of an action and of the private functions of its module that it calls."""
    module = inspect.getmodule(inspect.unwrap(written))
    source = inspect.getsource(inspect.unwrap(written))
    called = set(re.findall(r"\b(_\w+)\(", source))
    helpers = [getattr(module, name, None) for name in called]
    return source + "".join(inspect.getsource(h) for h in helpers if inspect.isfunction(h))
