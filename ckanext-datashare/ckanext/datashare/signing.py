"""Signs a frozen text for a body; the last signature that is needed registers the agreement."""

from __future__ import annotations

from datetime import datetime, timezone

import ckan.model as model
import ckan.plugins.toolkit as tk

from . import announce, bodies, decisions, lifecycle, publication
from .audit import key
from .audit.record import record
from .domain.board import OUT
from .domain.party import PartyState
from .domain.role import Role
from .domain.signing import is_in_force
from .domain.state import State
from .domain.statement import Statement, opaque
from .model.agreement import Agreement
from .model.frozen import Frozen, FrozenPart
from .model.party import Party
from .model.role_holder import RoleHolder
from .model.signature import Signature
from .unit_of_work import Unit

_OPEN = frozenset({State.SIGNING, State.REGISTERED, State.SUSPENDED})


def sign(
    unit: Unit, row: Agreement, *, body: str, role: Role, by: str, method: str, at: datetime
) -> Signature:
    """Sign for a body, inside ``unit`` and with the row's lock held.

    The role is asked for once more here: it may have ended while the page was open.

    :param by: id of the person, who proved who they are by ``method`` just now
    :raises ckan.logic.NotAuthorized: when the person does not hold the role for the body now
    :raises ckan.logic.ValidationError: when nothing can be signed, or the body has signed
    """
    kept = Frozen.get(row.frozen_id)
    if kept is None or row.state not in _OPEN:
        raise tk.ValidationError({"state": [tk._("This agreement is not being signed.")]})
    if (body, role) not in RoleHolder.held(by, at):
        raise tk.NotAuthorized(tk._("You do not hold this role for this body now."))
    party = Party.get(row.package_id, body=body)
    if party is None or party.state in OUT:
        raise tk.ValidationError({"body": [tk._("This body is not a party of the agreement.")]})
    signed = {one.body_id for one in Signature.under(kept.id)}
    if body in signed:
        raise tk.ValidationError({"body": [tk._("This body has signed already.")]})
    if not decisions.has_read(row, body):
        raise tk.ValidationError({"read": [tk._("Open the document before you sign.")]})
    made = _signature(kept, body=body, role=role, by=by, method=method, at=at)
    model.Session.add(made)
    party.status, party.joined_at = PartyState.JOINED.value, at
    row.changed_at = at
    model.Session.flush()
    if row.state is State.SIGNING and _is_complete(row, kept, signed | {body}):
        _register(unit, row, kept, made)
    else:
        record(
            "agreement:party:signed",
            ("agreement", row.package_id),
            by=by,
            at=at,
            body=body,
            reference=row.reference,
            version=row.version,
            party=body,
            role=role.value,
            root=kept.root.hex(),
        )
        lifecycle.touch(row, at)
        unit.index(row.package_id)
        announce.signed(row, body, at=at)
    return made


def _signature(
    kept: Frozen, *, body: str, role: Role, by: str, method: str, at: datetime
) -> Signature:
    statement = Statement(
        reference=kept.reference,
        version=kept.version,
        parts=FrozenPart.count(kept.id),
        root=kept.root,
        pdf=kept.pdf_sha256,
        body=body,
        called=bodies.title(body),
        role=role.value,
        signer=opaque(by, root=kept.root),
        how=method,
        at=at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    return Signature(
        frozen_id=kept.id,
        package_id=kept.package_id,
        body_id=body,
        role=role.value,
        signer=by,
        method=method,
        note=statement.sign(key.private()),
        at=at,
    )


def _is_complete(row: Agreement, kept: Frozen, signed: set[str]) -> bool:
    parties = {one.body_id for one in Party.of(row.package_id) if one.state not in OUT}
    return is_in_force(kept.rule, lead=row.lead, parties=parties | {row.lead}, signed=signed)


def _register(unit: Unit, row: Agreement, kept: Frozen, last: Signature) -> None:
    """Register with the last signature: one event tells of both."""
    lifecycle.move(
        unit,
        row,
        "sign",
        by=last.signer,
        at=last.at,
        party=last.body_id,
        role=last.role,
        root=kept.root.hex(),
    )
    publication.publish(row, kept, by=last.signer, at=last.at)
    announce.moved(row, "register", at=last.at)
