"""Asks the access rules, ours and the siblings', about people and agreements as they are stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins as p
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from . import config
from .domain import rules, verdict
from .domain.role import Role
from .domain.state import Origin
from .domain.verdict import Actor, Question, Subject, Verdict
from .interfaces import IDataShare
from .model.agreement import Agreement
from .model.party import Party
from .model.role_holder import RoleHolder


def actor(user: Any, *, at: datetime) -> Actor:
    """Return the user object of a context as the rules see it; nobody for an anonymous one."""
    if not user or user.is_anonymous:
        return Actor()
    member = model.Member
    capacities = model.Session.execute(
        sa.select(member.group_id, member.capacity)
        .join(model.Group, model.Group.id == member.group_id)
        .where(
            member.table_name == "user",
            member.table_id == user.id,
            member.state == "active",
            model.Group.state == "active",
            model.Group.is_organization.is_(True),
        )
    )
    return Actor(
        id=user.id,
        runs_site=bool(user.sysadmin),
        capacities={row.group_id: row.capacity for row in capacities},
        roles=frozenset(RoleHolder.held(user.id, at)),
    )


def subject(row: Agreement, *, private: bool) -> Subject:
    """Return an agreement as the rules see it."""
    return Subject(
        type="agreement",
        id=row.package_id,
        state=row.state,
        private=private,
        lead=row.lead,
        parties={party.body_id: party.state for party in Party.of(row.package_id)},
        endorser=config.endorsing_body() if row.kind is Origin.NEW else "",
    )


def decide(
    asking: Actor, operation: str, about: Subject, *, purpose: str | None = None, at: datetime
) -> Verdict:
    """Return whether ``asking`` may do ``operation``, by which rule and why."""
    question = Question(asking, operation, about, at, purpose)
    siblings = [
        rule
        for plugin in p.PluginImplementations(IDataShare)
        for rule in plugin.datashare_access_rules()
    ]
    return verdict.decide([*rules.RULES, *siblings], question)


def require(
    asking: Actor, operation: str, about: Subject, *, purpose: str | None = None, at: datetime
) -> Verdict:
    """Return the verdict when it allows; refuse otherwise.

    :raises ckan.logic.NotFound: when the actor may not even read the subject
    :raises ckan.logic.NotAuthorized: with the reason and the next step
    """
    given = decide(asking, operation, about, purpose=purpose, at=at)
    if given.allowed:
        return given
    if not decide(asking, rules.READ, about, at=at).allowed:
        raise tk.ObjectNotFound(tk._("Agreement was not found."))
    raise tk.NotAuthorized(" ".join(filter(None, (tk._(given.reason), tk._(given.next_step)))))


def role_holders(body: str, role: Role, at: datetime) -> list[str]:
    """Return the ids of users who hold a role for a body at ``at``, confirmed."""
    return RoleHolder.holders(body, role.value, at)
