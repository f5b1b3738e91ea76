"""Impact assessments: sent, advised on, settled, signed, and carried into an agreement."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import content_of, readable_dataset, unit_of_work

from ... import assessments, carrying, editors, offices
from ...domain.dpia import NEEDS_TEXT, Kind, State, consultation_runs, lacks
from ...signing_gate import blocked, is_high
from ..schema import dpia as schema
from ..validated import validated

__all__ = [
    "igtemplates_dpia_advise",
    "igtemplates_dpia_consult",
    "igtemplates_dpia_flow",
    "igtemplates_dpia_return",
    "igtemplates_dpia_settle",
    "igtemplates_dpia_show",
    "igtemplates_dpia_sign",
    "igtemplates_dpia_submit",
]


def igtemplates_dpia_submit(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Send an assessment to the partners, or to the data protection officer for advice.

    Who: an editor of the controller. Event: ``dpia:state:submitted``.

    :param id: id of the assessment
    :param to: ``consultation`` (the partners) or ``dpo_review``
    :returns: the assessment as ``igtemplates_dpia_show`` gives it
    """
    data = validated(schema.dpia_submit(), context, data_dict)
    with unit_of_work():
        held = assessments.locked(context, data["id"])
        tk.check_access("igtemplates_dpia_submit", context, {"body": held.body})
        editors.require(context, body=held.body)
        assessments.check_move(held, data["to"])
        if data["to"] == State.DPO_REVIEW.value:
            assessments.check_complete(held)
        assessments.submit(held, data["to"])
    return assessments.shown(held.package.id)


def igtemplates_dpia_advise(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Give the data protection officer's advice (UK GDPR Article 35(2)).

    Who: the controller's DPO. Event: ``dpia:decision:recorded``.

    :param id: id of the assessment, which was sent to the officer
    :param text: the advice
    :returns: the assessment as ``igtemplates_dpia_show`` gives it
    """
    data = validated(schema.dpia_said(), context, data_dict)
    return _decide("advise", Kind.DPO_ADVICE, context, data)


def igtemplates_dpia_settle(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Approve measures or remaining risk, answer the advice, or give the guardian's view.

    Who: the controller's SIRO or IAO; for the view, its Caldicott Guardian. Event:
    ``dpia:decision:recorded``.

    :param id: id of the assessment, which was sent to the officer
    :param kind: ``measures_approved``, ``residual_approved``, ``accepted``, ``overruled`` or
        ``caldicott_view``
    :param text: the reasons; needed for ``overruled`` and ``caldicott_view``
    :returns: the assessment as ``igtemplates_dpia_show`` gives it
    """
    data = validated(schema.dpia_settle(), context, data_dict)
    return _decide("settle", Kind(data["kind"]), context, data)


def igtemplates_dpia_consult(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Record that the ICO was asked, or that its consultation has ended (UK GDPR Article 36).

    Who: the controller's DPO, IG lead or SIRO. Event: ``dpia:decision:recorded``.

    :param id: id of the assessment
    :param stage: ``started`` or ``ended``
    :param text: what was asked, or what the ICO said (optional)
    :returns: the assessment as ``igtemplates_dpia_show`` gives it
    """
    data = validated(schema.dpia_consult(), context, data_dict)
    return _decide("consult", Kind(f"ico_consultation_{data['stage']}"), context, data)


def igtemplates_dpia_sign(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Sign an assessment for the controller: advice settled, measures and what remains approved.

    Refused while a high risk remains and the ICO's consultation has not ended (Article 36).
    Who: the controller's SIRO or IAO. Event: ``dpia:state:signed``.

    :param id: id of the assessment
    :param text: a note (optional)
    :returns: the assessment as ``igtemplates_dpia_show`` gives it
    """
    data = validated(schema.dpia_signed(), context, data_dict)
    with unit_of_work():
        held, role = _held("sign", Kind.SIGNED, context, data["id"])
        assessments.check_move(held, "sign")
        problems = [tk._(sentence) for sentence in lacks(assessments.round_of(held))]
        if is_high(held.package.id):
            problems.append(blocked())
        if problems:
            raise tk.ValidationError({"state": problems})
        assessments.sign(held, role=role, text=data.get("text") or "")
    return assessments.shown(held.package.id)


def igtemplates_dpia_return(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return an assessment to its writers with a reason.

    Who: the controller's DPO, IG lead, SIRO or IAO. Event: ``dpia:state:returned``.

    :param id: id of the assessment
    :param text: what has to change
    :returns: the assessment as ``igtemplates_dpia_show`` gives it
    """
    data = validated(schema.dpia_said(), context, data_dict)
    with unit_of_work():
        held, role = _held("return", Kind.RETURNED, context, data["id"])
        assessments.check_move(held, "return")
        assessments.give_back(held, role=role, text=data["text"])
    return assessments.shown(held.package.id)


@tk.side_effect_free
def igtemplates_dpia_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show where an assessment stands: open questions, risks, decisions, what a signature needs.

    Who: members of the controller and of the partners. Event: none.

    :param id: id of the assessment
    :returns: ``{id, title, status, status_label, open, risks, lacking, blocked, decisions,
        may}``; no person is named, ``may`` lists what the caller may do now
    """
    data = validated(schema.dpia_named(), context, data_dict)
    tk.check_access("igtemplates_dpia_show", context, data)
    package = readable_dataset(context, data["id"], type="dpia")
    return {**assessments.shown(package.id), "may": assessments.may(context, package)}


def igtemplates_dpia_flow(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Carry the answers of an assessment into the empty fields of an agreement's draft.

    Who: whoever may read the assessment and write the agreement. Event:
    ``agreement:content:changed``, none where nothing is left to fill.

    :param id: id of the assessment
    :param agreement: id of the agreement, a draft
    :returns: ``{agreement, carried}``: what was filled, ``{field, source}`` each
    """
    data = validated(schema.dpia_flow(), context, data_dict)
    tk.check_access("igtemplates_dpia_flow", context, data)
    package = readable_dataset(context, data["id"], type="dpia")
    draft = readable_dataset(context, data["agreement"], type="agreement")
    editors.require(context, body=draft.owner_org)
    carried, changes = carrying.changes(content_of(package.id), content_of(draft.id))
    if changes:
        asking = {"user": context.get("user"), "auth_user_obj": context.get("auth_user_obj")}
        tk.get_action("package_patch")(asking, {"id": draft.id, **changes})
    return {"agreement": draft.id, "carried": carried}


def _decide(act: str, kind: Kind, context: Any, data: dict[str, Any]) -> dict[str, Any]:
    text = (data.get("text") or "").strip()
    with unit_of_work():
        held, role = _held(act, kind, context, data["id"])
        if kind in NEEDS_TEXT and not text:
            raise tk.ValidationError({"text": [tk._("Enter the reasons.")]})
        _check_kind(held, kind)
        assessments.decide(held, kind, role=role, text=text)
    return assessments.shown(held.package.id)


def _held(act: str, kind: Kind, context: Any, id: str) -> tuple[assessments.Held, Any]:
    held = assessments.locked(context, id)
    asked = {"body": held.body, "kind": kind.value}
    tk.check_access(f"igtemplates_dpia_{act}", context, asked)
    return held, offices.require(context, body=held.body, roles=assessments.roles_for(kind))


def _check_kind(held: assessments.Held, kind: Kind) -> None:
    """Refuse what is not due: an answer to no advice, an end of what never began."""
    if kind in (Kind.ICO_CONSULTATION_STARTED, Kind.ICO_CONSULTATION_ENDED):
        runs = consultation_runs(assessments.decided(held))
        if runs is (kind is Kind.ICO_CONSULTATION_STARTED):
            sentence = (
                tk._("The ICO was asked already.") if runs else tk._("The ICO was not asked.")
            )
            raise tk.ValidationError({"stage": [sentence]})
        return
    if held.row.state is not State.DPO_REVIEW:
        raise tk.ValidationError({"state": [tk._("Send it to the data protection officer first.")]})
    if kind in (Kind.ACCEPTED, Kind.OVERRULED) and Kind.DPO_ADVICE not in assessments.round_of(
        held
    ):
        raise tk.ValidationError({"kind": [tk._("There is no advice yet.")]})
