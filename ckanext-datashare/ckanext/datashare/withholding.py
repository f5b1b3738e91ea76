"""Keeps parts of a text from the public, or shows them after all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from . import content, freezing, lifecycle, publication, schemas, siblings, vocabulary
from .audit.record import record
from .domain.role import Role
from .domain.state import OPEN_STATES, PUBLIC_STATES, Origin
from .model.agreement import Agreement
from .model.frozen import Frozen, FrozenPart
from .model.role_holder import RoleHolder
from .model.withheld import Withheld
from .unit_of_work import Unit

# What the public has to know of every agreement: who shares what, why, under which law, for how
# long, and whom to ask (UK GDPR Articles 13 and 14).
NEVER = frozenset(
    [
        *("title", "owner_org", "parties", "lay_summary", "purpose", "disclosed_information"),
        *("origin", "agreement_type", "template", "template_version", "in_force_when"),
        *("legal_powers", "article_6", "retention_period", "retention_start"),
        *("start_date", "end_date", "review_date", "rights_contact", "complaints", "foi_contact"),
    ]
)
DECIDERS = (Role.IG_LEAD, Role.DPO)


def decide(
    unit: Unit,
    row: Agreement,
    *,
    path: str,
    withheld: bool,
    reason: str,
    exemption: str | None,
    public_interest: str | None,
    by: str,
    at: datetime,
) -> Withheld:
    """Withhold a part or disclose it, inside ``unit`` and with the row's lock held.

    :raises ckan.logic.ValidationError: for a part that is not there, may not be withheld, or
        stands as asked already
    """
    if row.kind is not Origin.NEW or row.state not in OPEN_STATES | PUBLIC_STATES:
        sentence = tk._("Parts are withheld of agreements written here. Edit the document instead.")
        raise tk.ValidationError({"id": [sentence]})
    if (path in Withheld.standing(row.package_id)) is withheld:
        sentence = tk._("This part is withheld already.") if withheld else tk._("It is shown.")
        raise tk.ValidationError({"path": [sentence]})
    if path not in paths(row):
        raise tk.ValidationError({"path": [tk._("There is no such part that can be withheld.")]})
    if exemption and is_qualified(exemption) and not public_interest:
        sentence = tk._("Say why the public interest in keeping it back is the greater.")
        raise tk.ValidationError({"public_interest": [sentence]})
    made = Withheld(
        package_id=row.package_id,
        path=path,
        withheld=withheld,
        reason=reason,
        exemption=exemption,
        public_interest=public_interest,
        role=_role(row, by=by, at=at),
        by=by,
        at=at,
    )
    model.Session.add(made)
    row.changed_at = at
    model.Session.flush()
    facts: dict[str, Any] = {"path": path, "reason": reason, "role": made.role}
    if withheld:
        facts["exemption"] = exemption or ""
        facts["public_interest"] = public_interest or ""
    record(
        "agreement:part:withheld" if withheld else "agreement:part:disclosed",
        ("agreement", row.package_id),
        by=by,
        at=at,
        body=row.lead,
        reference=row.reference,
        version=row.version,
        **facts,
    )
    kept = Frozen.get(row.frozen_id)
    if row.state in PUBLIC_STATES and kept is not None:
        publication.publish(row, kept, by=by, at=at, disclosed="" if withheld else path)
    lifecycle.touch(row, at)
    unit.index(row.package_id)
    return made


def is_qualified(exemption: str) -> bool:
    """Return whether an exemption holds only where the public interest is in keeping back."""
    return vocabulary.load("exemption")[exemption].group == "Qualified"


def paths(row: Agreement) -> list[str]:
    """Return the paths of what may be withheld, in the order of the text: fields and clauses."""
    if row.frozen_id is not None:
        found = [part.path for part in FrozenPart.of(row.frozen_id)]
    else:
        stored = content.of(row.package_id)
        found = [freezing.FIELD + name for name in schemas.fields("agreement") if name in stored]
        found += [path for path, _text in siblings.parts(stored)]
    return [
        path
        for path in found
        if path.startswith(freezing.CLAUSE)
        or (path.startswith(freezing.FIELD) and path.removeprefix(freezing.FIELD) not in NEVER)
    ]


def whole(row: Agreement) -> dict[str, Any]:
    """Return the content of an agreement with what is withheld of it, for its next version."""
    stored, standing = content.of(row.package_id), Withheld.standing(row.package_id)
    kept = Frozen.get(row.frozen_id)
    if kept is None or not standing:
        return stored
    signed = freezing.agreement(kept, FrozenPart.of(kept.id))
    names = {path.removeprefix(freezing.FIELD) for path in standing} | {"deviations"}
    return {**stored, **{name: signed[name] for name in names if name in signed}}


def carry(old: Agreement, new: Agreement, *, by: str, at: datetime) -> None:
    """Keep from the public in a new version what is withheld of the one it replaces."""
    model.Session.add_all(
        Withheld(
            package_id=new.package_id,
            path=path,
            withheld=True,
            reason=one.reason,
            public_interest=one.public_interest,
            exemption=one.exemption,
            role=one.role,
            by=by,
            at=at,
        )
        for path, one in Withheld.standing(old.package_id).items()
    )


def _role(row: Agreement, *, by: str, at: datetime) -> str:
    held = RoleHolder.held(by, at)
    return next(role.value for role in DECIDERS if (row.lead, role) in held)
