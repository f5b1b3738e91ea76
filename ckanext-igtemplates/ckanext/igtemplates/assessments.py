"""Impact assessments as they are stored: found with a lock, moved, decided about, shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import actor_id, clock, content_of, readable_dataset, record, schemas

from . import assessment_notices, editors, offices, signing_gate
from .domain import dpia, risk
from .domain.dpia import KIND_LABELS, LABELS, WHO, Decided, Kind, MoveRefused, State
from .domain.role import Role
from .model.dpia import Dpia, DpiaDecision

ACTS = {
    "advise": Kind.DPO_ADVICE,
    "settle": Kind.ACCEPTED,
    "guard": Kind.CALDICOTT_VIEW,
    "consult": Kind.ICO_CONSULTATION_STARTED,
    "sign": Kind.SIGNED,
    "return": Kind.RETURNED,
}


@dataclass(frozen=True, slots=True)
class Held:
    """An assessment whose row this transaction holds, and who acts."""

    package: model.Package
    row: Dpia
    by: str
    at: Any

    @property
    def body(self) -> str:
        """Return the id of the controller."""
        return str(self.package.owner_org)


def locked(context: Any, id: str) -> Held:
    """Return an assessment that the caller may read, locked.

    :raises ckan.logic.NotFound: when it is missing or may not be known of, alike
    """
    package = readable_dataset(context, id, type="dpia")
    row = Dpia.get(package.id, lock=True)
    if row is None:
        raise tk.ObjectNotFound(tk._("This was not found."))
    return Held(package, row, actor_id(context), clock.now())


def roles_for(kind: Kind) -> tuple[Role, ...]:
    """Return the roles that may decide this."""
    return WHO[kind]


def decided(held: Held) -> list[Decided]:
    """Return all decisions, the oldest first."""
    return [row.decided for row in DpiaDecision.of(held.package.id)]


def round_of(held: Held) -> list[Kind]:
    """Return what was decided since the assessment was last sent to the officer."""
    return dpia.round_of(decided(held), since=held.row.submitted_at)


def check_move(held: Held, move: str) -> None:
    """Refuse a move that the state does not allow.

    :raises ckan.logic.ValidationError: at ``state``
    """
    try:
        dpia.target(move, state=held.row.state)
    except MoveRefused as refusal:
        raise tk.ValidationError({"state": [tk._(str(refusal))]}) from refusal


def check_complete(held: Held) -> None:
    """Refuse an assessment that has open questions.

    :raises ckan.logic.ValidationError: at each field that waits for an answer
    """
    found = unanswered(content_of(held.package.id))
    if found:
        raise tk.ValidationError({name: [sentence] for name, sentence in found})


def unanswered(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the needed fields without an answer, each with its sentence."""
    words = tk._("“{question}” has no answer yet.")
    found = [
        (name, words.format(question=tk._(known.label)))
        for name, known in schemas.fields("dpia").items()
        if known.definition.get("required_for") and not content.get(name)
    ]
    risks = risk.read(content.get("risks") or [], content.get("measures") or [])
    unstated = [one.name for one in risks if one.overall is None]
    if unstated:
        words = tk._("Say how likely and how bad it is: {names}.")
        found.append(("risks", words.format(names=", ".join(unstated))))
    return found


def submit(held: Held, to: str) -> None:
    """Send it on, record it, tell whoever must act next."""
    _move(held, to)
    if held.row.state is State.DPO_REVIEW:
        held.row.submitted_at, held.row.submitted_by = held.at, held.by
    _record(held, "dpia:state:submitted", to=to)
    assessment_notices.submitted(held.package, held.row, at=held.at)


def decide(held: Held, kind: Kind, *, role: Role, text: str) -> None:
    """Keep a decision, record it, tell whoever must act next."""
    _keep(held, kind, role=role, text=text)
    _record(held, "dpia:decision:recorded", kind=kind.value, role=role.value)
    if kind is Kind.DPO_ADVICE:
        assessment_notices.advised(held.package, at=held.at)


def sign(held: Held, *, role: Role, text: str) -> None:
    """Sign it, record it, tell its sender."""
    _move(held, "sign")
    _keep(held, Kind.SIGNED, role=role, text=text)
    _record(held, "dpia:state:signed", role=role.value)
    assessment_notices.signed(held.package, held.row, at=held.at)


def give_back(held: Held, *, role: Role, text: str) -> None:
    """Return it to its writers, record it, tell its sender."""
    _move(held, "return")
    _keep(held, Kind.RETURNED, role=role, text=text)
    _record(held, "dpia:state:returned", role=role.value)
    assessment_notices.returned(held.package, held.row, at=held.at)


def shown(package_id: str) -> dict[str, Any]:
    """Return where an assessment stands, as its page and the API show it."""
    package, row, rows = model.Package.get(package_id), Dpia.get(package_id), _rows(package_id)
    content = content_of(package_id)
    state = row.state if row is not None else State.DRAFT
    kinds = [one.decided for one in rows]
    round_ = dpia.round_of(kinds, since=row.submitted_at if row is not None else None)
    return {
        "id": package_id,
        "title": package.title,
        "owner_org": package.owner_org,
        "project": content.get("project"),
        "status": state.value,
        "status_label": tk._(LABELS[state]),
        "open": [{"field": name, "text": text} for name, text in unanswered(content)],
        "risks": _risks(content),
        "lacking": [tk._(said) for said in dpia.lacks(round_)] if state is State.DPO_REVIEW else [],
        "blocked": signing_gate.blocked() if signing_gate.is_high(package_id) else None,
        "consultation_runs": dpia.consultation_runs(kinds),
        "decisions": [_decision(one) for one in reversed(rows)],
    }


def may(context: Any, package: model.Package) -> list[str]:
    """Return what the caller may do now, by the names of the acts."""
    row = Dpia.get(package.id)
    if row is None:
        return []
    found = []
    mine = offices.held(context, body=package.owner_org)
    if editors.writes(context, body=package.owner_org):
        if row.state is not State.DPO_REVIEW:
            found.append("write")
        found += [f"submit_{to}" for to in ("consultation", "dpo_review") if _open(to, row)]
    for act, kind in ACTS.items():
        fits = _open(act, row) if act in dpia.MOVES else row.state is State.DPO_REVIEW
        if (fits or act == "consult") and mine & set(WHO[kind]):
            found.append(act)
    return found


def _open(move: str, row: Dpia) -> bool:
    return row.state in dpia.MOVES[move][0]


def _move(held: Held, move: str) -> None:
    held.row.status = dpia.target(move, state=held.row.state).value
    held.row.since = held.at


def _keep(held: Held, kind: Kind, *, role: Role, text: str) -> None:
    model.Session.add(
        DpiaDecision(
            package_id=held.package.id,
            kind=kind.value,
            role=role.value,
            text=text,
            body_id=held.body,
            by=held.by,
            at=held.at,
        )
    )


def _record(held: Held, event: str, **facts: Any) -> None:
    model.Session.flush()
    subject = ("dpia", held.package.id)
    record(event, subject, by=held.by, at=held.at, body=held.body, **facts)


def _rows(package_id: str) -> list[DpiaDecision]:
    return DpiaDecision.of(package_id)


def _risks(content: dict[str, Any]) -> list[dict[str, Any]]:
    rows, measures = content.get("risks") or [], content.get("measures") or []
    return [
        {
            **row,
            "overall": found.overall.value if found.overall else None,
            "residual": found.residual.value if found.residual else None,
            "is_high": found.is_high,
            "measures": [one for one in measures if one.get("risk") == row.get("name")],
        }
        for row, found in _pairs(rows, risk.read(rows, measures))
    ]


def _pairs(rows: Iterable[Any], risks: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    return zip(rows, risks, strict=True)


def _decision(row: DpiaDecision) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "kind_label": tk._(KIND_LABELS[Kind(row.kind)]),
        "role": row.role,
        "role_label": offices.label(Role(row.role)),
        "text": row.text,
        "at": row.at.isoformat(),
    }
