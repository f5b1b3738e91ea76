"""Makes bodies and people through actions, with names of their own."""

from __future__ import annotations

import itertools
import secrets
from typing import Any

import ckan.plugins.toolkit as tk

_RUN = secrets.token_hex(3)
_numbers = itertools.count(1)

PASSWORD = "correct-horse-42"


def unique(prefix: str) -> str:
    """Return a name that no other test has."""
    return f"{prefix}-{_RUN}-{next(_numbers)}"


def context(user: str | None = None) -> dict[str, Any]:
    """Return a fresh context: of the user, held to the rules; of the site itself without one."""
    if user is not None:
        return {"user": user, "ignore_auth": False}
    return {"user": _site_user(), "ignore_auth": True}


def call(action: str, user: str | None = None, /, **data: Any) -> Any:
    """Call an action as the user of that name (the empty name: nobody), or as the site itself."""
    return tk.get_action(action)(context(user), data)


def user(**data: Any) -> dict[str, Any]:
    """Make a person."""
    name = data.pop("name", None) or unique("person")
    fields = {"name": name, "email": f"{name}@example.org", "password": PASSWORD, **data}
    return call("user_create", **fields)


def sysadmin(**data: Any) -> dict[str, Any]:
    """Make a person who runs the site."""
    made = user(**data)
    return call("user_patch", id=made["id"], sysadmin=True)


def body(**data: Any) -> dict[str, Any]:
    """Make a body without members."""
    name = data.pop("name", None) or unique("body")
    _retire(data.get("title"))
    made = call("organization_create", **{"name": name, "title": f"Body {name}", **data})
    # CKAN makes the one who creates an organization its admin; the site is no member of anything.
    call("organization_member_delete", id=made["id"], username=_site_user())
    return call("organization_show", id=made["id"])


def _retire(title: str | None) -> None:
    """Take a title from an earlier test's body: people choose a body by its title."""
    from ckan import model

    for earlier in model.Session.query(model.Group).filter_by(title=title, is_organization=True):
        call("organization_patch", id=earlier.id, title=f"{title}, {earlier.name}")


def member(body: str, user: str, capacity: str = "editor") -> None:
    """Give a person a capacity (`member`, `editor`, `admin`) in a body; both by id or name."""
    call("organization_member_create", id=body, username=user, role=capacity)


def person_of(body: str, capacity: str = "editor", **data: Any) -> dict[str, Any]:
    """Make a person who has the capacity in the body."""
    made = user(**data)
    member(body, made["name"], capacity)
    return made


def headers(user: str) -> dict[str, str]:
    """Return the header that shows who calls: an API token made for the user."""
    token = call("api_token_create", user, user=user, name=unique("token"))
    return {"Authorization": token["token"]}


def _site_user() -> str:
    return tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
