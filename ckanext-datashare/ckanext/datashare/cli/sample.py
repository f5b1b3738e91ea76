"""``ckan datashare sample``: the bodies and logins of a site for trying things out."""

from __future__ import annotations

import json
from typing import Any, TextIO

import ckan.model as model
import ckan.plugins.toolkit as tk
import click

from .. import bodies, clock, second_factor
from ..domain.body import key
from ..domain.role import Role
from ..domain.second_factor import from_text
from ..importers import known
from ..model.role_holder import RoleHolder
from ..unit_of_work import unit_of_work

# Beside the boroughs: the body of the login gla-admin.
_GLA = "greater-london-authority"


@click.command("sample")
@click.argument("logins", type=click.File("r"), default="-")
def sample(logins: TextIO) -> None:
    """Make the 33 boroughs and the Greater London Authority as bodies, and people's LOGINS.

    LOGINS is JSON, by default from standard input: a list of objects with name, password, email,
    capacity (sysadmin, admin, editor or member), body and role, and totp_secret of who signs. A
    role in information governance is granted by the body's admin, who must be among them. What is
    there already stays, but for the passwords. For sites of trial only: the people are not real.
    """
    people = json.load(logins)
    made = [body.name for body in known.bodies() if _is_wanted(body) and _make_body(body)]
    click.echo(f"{len(made)} bodies made.")
    for person in people:
        _make_person(person)
    administrators = {
        person["body"]: person["name"] for person in people if person["capacity"] == "admin"
    }
    for person in people:
        _give_role(person, administrators)
        _give_factor(person)
    click.echo(f"{len(people)} logins ready.")


def _is_wanted(body: known.KnownBody) -> bool:
    return body.facts.get("body_kind") == "borough" or body.name == _GLA


def _context() -> dict[str, Any]:
    # The command line acts as the site itself; whoever runs it has the settings file.
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    return {"user": user, "ignore_auth": True}


def _call(action: str, **data: Any) -> Any:
    return tk.get_action(action)(_context(), data)


def _make_body(body: known.KnownBody) -> bool:
    if model.Group.get(body.name):
        return False
    _call("organization_create", name=body.name, title=body.title, **body.facts)
    # CKAN makes the maker an admin; the site itself is a member of no body.
    _call("organization_member_delete", id=body.name, username=_context()["user"])
    # Spellings that differ in nothing that counts are one name, and some are known already.
    spellings = {key(name): name for name in body.known_as}
    names = [name for name in spellings.values() if bodies.find_id(name) is None]
    if names:
        _call("datashare_body_name_add", body=body.name, names=names)
    return True


def _make_person(person: dict[str, Any]) -> None:
    fields = {key: person[key] for key in ("name", "password", "email")}
    known_user = model.User.get(person["name"])
    if known_user is None:
        _call("user_create", **fields)
    elif not known_user.validate_password(person["password"]):
        _call("user_patch", id=known_user.id, password=person["password"])
    if person["capacity"] == "sysadmin":
        _call("user_patch", id=person["name"], sysadmin=True)
    if not person["body"]:
        return
    _call(
        "organization_member_create",
        id=person["body"],
        username=person["name"],
        role=person["capacity"],
    )


def _give_role(person: dict[str, Any], administrators: dict[str, str]) -> None:
    """Have the body's own administrator give the role, so that it counts at once."""
    role = person["role"] if person["role"] in {role.value for role in Role} else None
    if role is None:
        return
    body, user = model.Group.get(person["body"]), model.User.get(person["name"])
    holding = RoleHolder.open(body.id, user.id, role)
    if holding is not None and holding.confirmed_at is not None:
        return
    # Confirmed again after this command set a new password.
    verb = "grant" if holding is None else "confirm"
    context = {"user": administrators[person["body"]]}
    data = {"body": body.id, "user": user.id, "role": role}
    tk.get_action(f"datashare_role_{verb}")(context, data)


def _give_factor(person: dict[str, Any]) -> None:
    """Put the secret of a person's app in place, as if they had scanned it."""
    if not person.get("totp_secret"):
        return
    user, secret = model.User.get(person["name"]), from_text(person["totp_secret"])
    if second_factor.holds(user.id, secret):
        return
    with unit_of_work():
        second_factor.enrol(user.id, secret, step=None, by=user.id, at=clock.now())
