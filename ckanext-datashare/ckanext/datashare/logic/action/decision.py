"""What people say about an agreement before it is signed: each thing said once, and kept.

The caller's role is looked up here, not in the auth functions alone: neither a sysadmin nor the
site itself can say anything for a body.
"""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from ... import agreements, announce, bodies, clock, config, content
from ...audit.record import record
from ...domain.decision import (
    RULES,
    DecisionRefused,
    DecisionRule,
    Kind,
    Side,
    check_time,
    check_words,
    roles_that_allow,
)
from ...model.agreement import Agreement
from ...model.decision import Decision
from ...model.role_holder import RoleHolder
from ...unit_of_work import unit_of_work
from ..schema import decision as schema
from .agreement import validated

__all__ = [
    "datashare_decision_advise",
    "datashare_decision_answer",
    "datashare_decision_approve",
    "datashare_decision_caldicott",
    "datashare_decision_endorse",
    "datashare_decision_query",
    "datashare_decision_read",
    "datashare_decision_settle",
]


def datashare_decision_read(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say that the text was read for a body; nobody signs for it before.

    Who: an IG lead, DPO or signatory of the lead or of a party. Event: ``decision:text:read``.

    :param id: id, name or reference of the agreement
    :param body: id or name of the body that it was read for
    :returns: the decision
    """
    return _say(Kind.READ, context, data_dict)


def datashare_decision_query(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Ask the lead a question about the text.

    Who: an IG lead, DPO or signatory of a party. Event: ``decision:question:asked``.

    :param id: id, name or reference of the agreement
    :param body: id or name of the body that asks
    :param text: the question
    :returns: the decision
    """
    return _say(Kind.QUERY, context, data_dict)


def datashare_decision_answer(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Answer a party's question.

    Who: the IG lead, DPO, SIRO or IAO of the lead. Event: ``decision:question:answered``.

    :param id: id, name or reference of the agreement
    :param in_reply_to: id of the question
    :param text: the answer
    :returns: the decision
    """
    return _say(Kind.ANSWER, context, data_dict)


def datashare_decision_approve(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Approve the text in review for a party; a text that changes needs approval anew.

    Who: the IG lead, DPO, SIRO or IAO of the party. Event: ``decision:approval:given``.

    :param id: id or name of the agreement
    :param body: id or name of the party
    :param text: a remark (optional)
    :returns: the decision
    """
    return _say(Kind.APPROVE, context, data_dict)


def datashare_decision_advise(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Put a data protection officer's advice on record beside the agreement.

    Who: a DPO of the lead or of a party. Event: ``decision:advice:given``.

    :param id: id, name or reference of the agreement
    :param body: id or name of the DPO's body
    :param outcome: ``go_ahead``, ``go_ahead_if`` or ``do_not``
    :param text: the advice
    :returns: the decision
    """
    return _say(Kind.ADVISE, context, data_dict)


def datashare_decision_settle(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Accept a data protection officer's advice, or overrule it with reasons.

    Who: the SIRO or IAO of the lead. Event: ``decision:advice:settled``.

    :param id: id, name or reference of the agreement
    :param in_reply_to: id of the advice
    :param outcome: ``accepted`` or ``overruled``
    :param text: the reasons; needed to overrule
    :returns: the decision
    """
    return _say(Kind.SETTLE, context, data_dict)


def datashare_decision_caldicott(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Put a Caldicott Guardian's view on record beside the agreement.

    Who: a Caldicott Guardian of the lead or of a party. Event: ``decision:caldicott:given``.

    :param id: id, name or reference of the agreement
    :param body: id or name of the Guardian's body
    :param outcome: ``go_ahead``, ``go_ahead_if`` or ``do_not``
    :param text: the view; needed but for ``go_ahead``
    :returns: the decision
    """
    return _say(Kind.CALDICOTT, context, data_dict)


def datashare_decision_endorse(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Endorse the text in review: one decision that stands for the approval of all parties.

    Who: the IG lead of the body in ``ckanext.datashare.endorsing_body``. Event:
    ``decision:endorsement:given``.

    :param id: id or name of the agreement
    :param text: a remark (optional)
    :returns: the decision
    """
    return _say(Kind.ENDORSE, context, data_dict)


def _say(kind: Kind, context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    data = validated(schema.decision(), context, data_dict)
    rule = RULES[kind]
    with unit_of_work():
        row = agreements.readable(context, data["id"])
        body = _body(rule, row, data)
        action = f"datashare_decision_{kind.value}"
        row = agreements.locked(context, row.package_id, action=action, body=body)
        at, by = clock.now(), content.actor(context)
        held = [role for of, role in RoleHolder.held(by, at) if of == body]
        roles = roles_that_allow(rule, held)
        if not roles:
            raise tk.NotAuthorized(tk._("Only a person with a role for this body can say this."))
        answered = _answered(row, data)
        text = (data.get("text") or "").strip()
        try:
            check_time(rule, state=row.state, origin=row.kind)
            check_words(
                rule,
                outcome=data.get("outcome") or "",
                text=text,
                answered=answered.what if answered is not None else None,
            )
        except DecisionRefused as error:
            raise tk.ValidationError({error.field: [tk._(str(error))]}) from error
        said = Decision(
            package_id=row.package_id,
            frozen_id=row.frozen_id,
            kind=kind.value,
            body_id=body,
            role=roles[0].value,
            outcome=data.get("outcome") or None,
            text=text or None,
            in_reply_to=answered.id if answered is not None else None,
            by=by,
            at=at,
        )
        model.Session.add(said)
        model.Session.flush()
        _record(rule, row, said)
        announce.said(row, said, answered, at=at)
    return shown(said)


def shown(said: Decision) -> dict[str, Any]:
    """Return a decision as a dictionary, without its speaker."""
    return {
        "id": said.id,
        "kind": said.kind,
        "body": said.body_id,
        "role": said.role,
        "outcome": said.outcome,
        "text": said.text,
        "in_reply_to": said.in_reply_to,
        "at": said.at.isoformat(),
    }


def _body(rule: DecisionRule, row: Agreement, data: dict[str, Any]) -> str:
    """Return the body it is said for: the lead and the endorser are known, others are named."""
    if rule.side is Side.LEAD:
        return row.lead
    if rule.side is Side.ENDORSER:
        return config.endorsing_body()
    named = data.get("body")
    if not named:
        raise tk.ValidationError({"body": [tk._("Choose the organisation you speak for.")]})
    return bodies.find_id(named) or str(named)


def _answered(row: Agreement, data: dict[str, Any]) -> Decision | None:
    reply = data.get("in_reply_to")
    return Decision.get(reply, package_id=row.package_id) if reply else None


def _record(rule: DecisionRule, row: Agreement, said: Decision) -> None:
    facts: dict[str, Any] = {"outcome": said.outcome} if said.outcome else {}
    record(
        rule.event,
        ("agreement", row.package_id),
        by=said.by,
        at=said.at,
        body=said.body_id,
        reference=row.reference,
        version=row.version,
        decision=said.id,
        party=said.body_id,
        role=said.role,
        **facts,
    )
