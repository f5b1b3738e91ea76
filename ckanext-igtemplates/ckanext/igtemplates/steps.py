"""Where a project stands, from its decisions, and how its page tells it."""

from __future__ import annotations

from datetime import timezone
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.datashare.shared import clock, content_of, london

from . import gates, offices
from .domain import step
from .domain.role import Role
from .domain.step import STEPS, Decision, Outcome, Standing
from .model.step_decision import StepDecision

OUTCOMES = {
    Outcome.GO: "Go on",
    Outcome.NO_GO: "Stop here",
    Outcome.RETURN: "Go back a step",
}


def lock(package_id: str) -> None:
    """Have whoever else decides about this dataset wait until the end of the transaction."""
    query = sa.select(model.Package.id).where(model.Package.id == package_id).with_for_update()
    model.Session.execute(query)


def standing(package_id: str) -> Standing:
    """Return where a project stands."""
    return step.standing(_decisions(StepDecision.of(package_id)))


def shown(package_id: str) -> dict[str, Any]:
    """Return a project's steps, days and decisions as its page and the API show them."""
    package, rows = model.Package.get(package_id), StepDecision.of(package_id)
    decisions = _decisions(rows)
    now, content = step.standing(decisions), content_of(package_id)
    opened = london.day(_created(package))
    days = step.days(decisions, opened=opened, today=london.day(clock.now()))
    lacking = {} if now.finished or now.stopped else gates.problems(now.current, content)
    screened = gates.screened(content)
    return {
        "id": package.id,
        "title": package.title,
        "owner_org": package.owner_org,
        "current": now.current,
        "stopped": now.stopped,
        "finished": now.finished,
        "deciders": offices.named(step.step(now.current).deciders),
        "lacking": lacking,
        "steps": [_step(one, days, now) for one in STEPS],
        "decisions": [_decision(row) for row in reversed(rows)],
        "screening": None
        if screened is None
        else {"needed": screened.needed, "reasons": [tk._(said) for said in screened.reasons]},
    }


def _decisions(rows: list[StepDecision]) -> list[Decision]:
    return [Decision(row.step, Outcome(row.outcome), london.day(row.at)) for row in rows]


def _created(package: model.Package) -> Any:
    """Return the moment a dataset was made; CKAN keeps it in UTC without saying so."""
    return package.metadata_created.replace(tzinfo=timezone.utc)


def _step(one: step.Step, days: dict[int, int], now: Standing) -> dict[str, Any]:
    if now.finished or one.number < now.current:
        mark = "done"
    elif one.number == now.current:
        mark = "stopped" if now.stopped else "current"
    else:
        mark = "later"
    return {
        "number": one.number,
        "title": tk._(one.title),
        "done": tk._(one.done),
        "mark": mark,
        "days": days.get(one.number),
        "people": [offices.label(role) for role in one.people],
        "deciders": offices.named(one.deciders),
    }


def _decision(row: StepDecision) -> dict[str, Any]:
    return {
        "step": row.step,
        "title": tk._(step.step(row.step).title),
        "outcome": row.outcome,
        "outcome_label": tk._(OUTCOMES[Outcome(row.outcome)]),
        "role": row.role,
        "role_label": offices.label(Role(row.role)),
        "reason": row.reason,
        "at": row.at.isoformat(),
    }
