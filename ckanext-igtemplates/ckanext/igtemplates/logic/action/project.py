"""Projects: asking for a decision, deciding a step, and where it all stands."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import (
    actor_id,
    bodies,
    clock,
    content_of,
    notify,
    readable_dataset,
    record,
    unit_of_work,
)

from ... import editors, gates, offices, steps
from ...domain.step import Outcome, StepRefused, after, step
from ...model.step_decision import StepDecision
from ..schema import project as schema
from ..validated import validated

__all__ = ["igtemplates_project_ask", "igtemplates_project_decide", "igtemplates_project_show"]


def igtemplates_project_ask(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Ask the roles that decide the present step of a project for their decision.

    Who: an editor of the lead body. Event: ``project:step:asked``.

    :param id: id of the project
    :returns: the project as ``igtemplates_project_show`` gives it
    """
    data = validated(schema.project_named(), context, data_dict)
    with unit_of_work():
        package = _locked(context, data["id"])
        tk.check_access("igtemplates_project_ask", context, {"body": package.owner_org})
        editors.require(context, body=package.owner_org)
        now = steps.standing(package.id)
        if now.finished or now.stopped:
            raise tk.ValidationError({"step": [tk._("No decision is due.")]})
        at, by = clock.now(), actor_id(context)
        people = offices.people(package.owner_org, step(now.current).deciders, at=at)
        if not people:
            words = tk._("Nobody holds a role that decides this: {roles}. Ask an administrator.")
            named = offices.named(step(now.current).deciders)
            raise tk.ValidationError({"step": [words.format(roles=named)]})
        record(
            "project:step:asked",
            ("project", package.id),
            by=by,
            at=at,
            body=package.owner_org,
            step=now.current,
        )
        _tell("project:asked", people, package, number=now.current, at=at)
    return steps.shown(package.id)


def igtemplates_project_decide(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Decide the step a project stands at: go, no go, or back to the step before.

    A go opens the next step and needs what the step asks for. A project that was stopped is
    opened again by returning.
    Who: a holder of a role of the lead body that decides the step. Event:
    ``project:step:decided``.

    :param id: id of the project
    :param step: number of the step that is decided, the present one
    :param outcome: ``go``, ``no_go`` or ``return``
    :param reason: why
    :returns: the project as ``igtemplates_project_show`` gives it
    """
    data = validated(schema.project_decide(), context, data_dict)
    number, outcome = data["step"], Outcome(data["outcome"])
    with unit_of_work():
        package = _locked(context, data["id"])
        asked = {"body": package.owner_org, "step": number}
        tk.check_access("igtemplates_project_decide", context, asked)
        role = offices.require(context, body=package.owner_org, roles=step(number).deciders)
        try:
            after(steps.standing(package.id), step_number=number, outcome=outcome)
        except StepRefused as refusal:
            raise tk.ValidationError({"step": [tk._(str(refusal))]}) from refusal
        if outcome is Outcome.GO and (lacking := gates.problems(number, content_of(package.id))):
            raise tk.ValidationError(lacking)
        at, by = clock.now(), actor_id(context)
        model.Session.add(
            StepDecision(
                package_id=package.id,
                step=number,
                outcome=outcome.value,
                role=role.value,
                reason=data["reason"],
                body_id=package.owner_org,
                by=by,
                at=at,
            )
        )
        record(
            "project:step:decided",
            ("project", package.id),
            by=by,
            at=at,
            body=package.owner_org,
            step=number,
            outcome=outcome.value,
            role=role.value,
        )
        _tell("project:decided", [package.creator_user_id], package, number=number, at=at)
    return steps.shown(package.id)


@tk.side_effect_free
def igtemplates_project_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show where a project stands: the seven steps, days in each, decisions, what is lacking.

    Who: members of the lead body and of the partners. Event: none.

    :param id: id of the project
    :returns: ``{id, title, current, stopped, finished, deciders, lacking, steps, decisions,
        screening}``; no person is named
    """
    data = validated(schema.project_named(), context, data_dict)
    tk.check_access("igtemplates_project_show", context, data)
    package = readable_dataset(context, data["id"], type="project")
    found = steps.shown(package.id)
    mine = offices.held(context, body=package.owner_org)
    found["may_decide"] = bool(mine & set(step(found["current"]).deciders))
    found["may_edit"] = editors.writes(context, body=package.owner_org)
    return found


def _locked(context: Any, id: str) -> model.Package:
    """Return a project that the caller may read; of two who decide, the second waits."""
    package = readable_dataset(context, id, type="project")
    steps.lock(package.id)
    return package


def _tell(
    template: str, people: list[str], package: model.Package, *, number: int, at: Any
) -> None:
    notify(
        template,
        people,
        about=("project", package.id),
        key=f"{template}/{package.id}/{number}/{at.isoformat()}",
        at=at,
        lead=bodies.title(package.owner_org),
        step=number,
    )
