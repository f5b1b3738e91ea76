"""What stands between an existing agreement and the register: each condition with its sentence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from . import config, content, siblings
from .domain.completeness import Level, missing
from .domain.party import PartyState
from .domain.state import Origin
from .domain.working_day import add_working_days
from .kinds import united
from .london import day
from .model.agreement import Agreement
from .model.document import Document
from .model.party import Party
from .schemas import requirements


def submission_problems(row: Agreement) -> dict[str, list[str]]:
    """Return what an agreement still lacks before review, by field: our own and the siblings'."""
    gaps = missing(
        _stored(row),
        level=Level.NEW if row.kind is Origin.NEW else Level.EXISTING,
        requirements=requirements("agreement"),
        has_document=bool(Document.of(row.package_id)),
    )
    ours: dict[str, list[str]] = {gap.field: [tk._(gap.sentence)] for gap in gaps}
    return united([ours, siblings.move_problems(content.of(row.package_id), "submit")])


def registration_problems(row: Agreement, *, by: str, at: datetime) -> dict[str, list[str]]:
    """Return what keeps an agreement in review from being registered, by field."""
    problems: dict[str, list[str]] = submission_problems(row)
    if config.second_person_reviews() and by in (row.submitted_by, row.created_by):
        problems["review"] = [
            tk._("You submitted this agreement. A second person of your body must register it.")
        ]
    if not _stored(row).get("document_not_public_reason") and not Document.public_copy(
        row.package_id
    ):
        problems["documents"] = [
            tk._("Confirm the public copy, or say why the document is not public.")
        ]
    waiting = waiting_bodies(row, at=at)
    if waiting:
        until = add_working_days(day(row.submitted_at), config.notice_working_days())
        problems["parties"] = [
            tk._(
                "The bodies named in it can ask for parts to be withheld until {day}. Wait until "
                "then, or ask each of them to say that it needs no more time."
            ).format(day=f"{until:%-d %B %Y}")
        ]
    return problems


def _copy_problems(row: Agreement) -> dict[str, list[str]]:
    """Return what is wrong with the public copy: none, or seen by its submitter alone."""
    copy = Document.public_copy(row.package_id)
    if copy is None:
        if _stored(row).get("document_not_public_reason"):
            return {}
        sentence = tk._("Confirm the public copy, or say why the document is not public.")
    elif config.second_person_reviews() and copy.confirmed_by == row.submitted_by:
        sentence = tk._(
            "The public copy was confirmed by the one who submitted the agreement. Read what the "
            "scan found in it, and confirm it yourself."
        )
    else:
        return {}
    return {"documents": [sentence]}


def waiting_bodies(row: Agreement, *, at: datetime) -> list[str]:
    """Return the ids of named bodies whose notice period still runs at ``at``."""
    if row.submitted_at is None:
        return []
    last = add_working_days(day(row.submitted_at), config.notice_working_days())
    if config.notice_working_days() == 0 or day(at) > last:
        return []
    return [
        party.body_id
        for party in Party.of(row.package_id)
        if party.state is PartyState.INVITED
        and party.notice_waived_at is None
        and party.body_id != row.lead
    ]


def _stored(row: Agreement) -> dict[str, Any]:
    snapshot = content.snapshot(model.Package.get(row.package_id))
    return {field: content.decoded(value) for field, value in snapshot.items()}


def check(problems: dict[str, Any]) -> None:
    """Raise a ValidationError with all problems at once, if there are any."""
    if problems:
        raise tk.ValidationError(problems)
