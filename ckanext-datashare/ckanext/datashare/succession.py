"""A new version and the one it replaces: one reference over both, one of them current."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from .domain.reference import propose
from .domain.state import LABELS, State
from .london import day
from .model.agreement import Agreement, Reference


def identity(row: Agreement, *, at: datetime) -> tuple[str, int]:
    """Return the reference and the version that an agreement has or now gets.

    A successor takes its predecessor's reference and the next number that no version of it ever
    had; anything else gets a reference of its own. Call it inside a unit of work, with the
    row's lock held: once when the text is frozen, or when an existing agreement is registered.

    :raises ckan.logic.ValidationError: when the predecessor can no longer be replaced
    """
    if row.reference is not None:
        return row.reference, row.version
    old = predecessor(row)
    if old is None or old.reference is None:
        return give_reference(at=at), row.version
    query = sa.select(sa.func.max(Agreement.version)).where(Agreement.reference == old.reference)
    highest: int = model.Session.execute(query).scalar_one()
    return old.reference, highest + 1


def predecessor(row: Agreement) -> Agreement | None:
    """Return the version that an agreement replaces, locked; None where it replaces none.

    :raises ckan.logic.ValidationError: when that version is not registered: suspended, ended or
        taken down it stays what it is
    """
    if row.replaces is None:
        return None
    old = Agreement.get(row.replaces, lock=True)
    if old is None:
        raise LookupError(f"no agreement row for dataset {row.replaces}")
    if old.state is not State.REGISTERED:
        raise tk.ValidationError({"replaces": [_sentence(old)]})
    return old


def check_room(row: Agreement) -> None:
    """Check that no other version is being written to replace what ``row`` replaces.

    :raises ckan.logic.ValidationError: when one is
    """
    if row.replaces is None:
        return
    Agreement.get(row.replaces, lock=True)  # of two who start or reopen, one waits
    other = Agreement.successor(row.replaces)
    if other is not None and other.package_id != row.package_id:
        raise tk.ValidationError({"replaces": [being_written()]})


def being_written() -> str:
    """Return what to say when a new version is under way already."""
    return str(
        tk._("A new version is being written already. Go on with that one, or withdraw it first.")
    )


def give_reference(*, at: datetime) -> str:
    """Return a reference that nobody has or ever had, and keep it.

    The primary key decides between two servers: the second INSERT waits for the first and then
    inserts nothing, and another one is drawn.
    """
    year = day(at).year
    for _attempt in range(100):
        statement = (
            insert(Reference)
            .values(reference=propose(year=year), given_at=at)
            .on_conflict_do_nothing()
            .returning(Reference.reference)
        )
        given: str | None = model.Session.execute(statement).scalar_one_or_none()
        if given is not None:
            return given
    raise RuntimeError(f"no free reference found for {year}")


def _sentence(old: Agreement) -> str:
    state = tk._(LABELS[old.state]).lower()
    if old.state is State.SUSPENDED:
        words = tk._(
            "Version {number}, which this one replaces, is {state}. Let it run again first."
        )
    else:
        words = tk._("Version {number}, which this one replaces, is {state}.")
    return str(words.format(number=old.version, state=state))
