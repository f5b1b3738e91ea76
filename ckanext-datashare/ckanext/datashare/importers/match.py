"""Finds the body that a source names: by identifier, then by every name we know for it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from ..domain.imported import NamedParty
from . import known

_NO_ADDRESS = re.compile(r"[^a-z0-9]+")


class BodyWaits(LookupError):
    """No body, or more than one, answers to a name; the message is a sentence for a person."""


class Bodies:
    """The bodies of this site by identifier and by name, read once for an import.

    :param create: make a body that is missing, as unconfirmed
    :param dry_run: make nothing: what would be made gets an id, kept in ``imagined``
    """

    def __init__(self, *, create: bool, dry_run: bool = False) -> None:
        self.user = site_user()
        self.made: list[str] = []
        self.imagined: set[str] = set()
        self._create = create
        self._dry_run = dry_run
        self._titles: dict[str, str] = {}
        self._names: dict[str, set[str]] = {}
        self._codes: dict[tuple[str, str], set[str]] = {}
        for group in model.Session.scalars(_all_bodies()):
            self._add(group.id, group.title or group.name, group.name, group.extras or {})

    def id_of(self, party: NamedParty) -> str:
        """Return the id of the body that ``party`` names.

        :raises BodyWaits: when there is none and none may be made, or there are several
        """
        found = self._identified(party.identifiers) or self._named(party.name)
        if len(found) == 1:
            return next(iter(found))
        if found:
            titles = sorted(self._titles[body] for body in found)
            raise BodyWaits(f"“{party.name}” may be {' or '.join(titles)}: give one that name.")
        if not self._create:
            raise BodyWaits(f"No organisation here is called “{party.name}”.")
        return self._make(party)

    def title(self, body: str) -> str:
        """Return the name of a body of this site."""
        return self._titles[body]

    def _identified(self, identifiers: Iterable[tuple[str, str]]) -> set[str]:
        return set().union(*(self._codes.get(pair, set()) for pair in identifiers))

    def _named(self, name: str) -> set[str]:
        found = self._names.get(known.key(name), set())
        body = known.find(name)
        if found or body is None:
            return found
        spellings = (body.title, body.facts.get("official_name", ""), *body.known_as)
        return self._identified(body.identifiers) or set().union(
            *(self._names.get(known.key(spelling), set()) for spelling in spellings if spelling)
        )

    def _make(self, party: NamedParty) -> str:
        body = known.find(party.name)
        title = body.title if body else " ".join(party.name.split())[:200]
        facts = dict(body.facts) if body else dict(_facts(party.identifiers))
        address = self._free_address(body.name if body else title)
        self.made.append(title)
        if self._dry_run:
            made = str(uuid.uuid4())
            self.imagined.add(made)
        else:
            fields = dict(facts, name=address, title=title, confirmed="no")
            made = _create(fields, user=self.user)
        self._add(made, title, address, facts)
        return made

    def _add(self, body: str, title: str, address: str, facts: dict[str, str]) -> None:
        self._titles[body] = title
        for name in (title, facts.get("official_name") or title, address.replace("-", " ")):
            self._names.setdefault(known.key(name), set()).add(body)
        for scheme, column in known.SCHEMES.items():
            if facts.get(column):
                self._codes.setdefault((scheme, facts[column]), set()).add(body)

    def _free_address(self, wanted: str) -> str:
        base = _NO_ADDRESS.sub("-", known.key(wanted))[:80].strip("-") or "body"
        address, number = base, 2
        while model.Group.get(address) is not None:
            address, number = f"{base}-{number}", number + 1
        return address


def _all_bodies() -> Any:
    return sa.select(model.Group).where(
        model.Group.is_organization.is_(True),
        model.Group.type == "organization",
        model.Group.state == "active",
    )


def _facts(identifiers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((known.SCHEMES[scheme], code) for scheme, code in identifiers)


def _create(fields: dict[str, str], *, user: str) -> str:
    """Make a body as the site itself; CKAN makes the maker its admin, which the site is not."""
    made = tk.get_action("organization_create")({"user": user, "ignore_auth": True}, fields)
    tk.get_action("organization_member_delete")(
        {"user": user, "ignore_auth": True}, {"id": made["id"], "username": user}
    )
    return str(made["id"])


def site_user() -> str:
    """Return the name of the user that stands for the site itself."""
    return str(tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"])
