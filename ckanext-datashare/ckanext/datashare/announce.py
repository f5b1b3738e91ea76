"""Who is told of a move: each notice is written in the transaction of the move itself."""

from __future__ import annotations

from datetime import datetime

import ckan.model as model

from . import config, decisions
from .access import role_holders
from .domain.decision import Kind
from .domain.party import REMAINING, PartyState
from .domain.role import ACCOUNTABLE, DECIDERS, LABELS, REVIEWERS, SIGNATORIES, Role
from .domain.state import Origin
from .domain.working_day import add_working_days
from .london import day
from .model.agreement import Agreement
from .model.decision import Decision
from .model.party import Party
from .model.role_holder import RoleHolder, admins
from .outbox.queue import notify

# Notices of a move to the parties' role holders; drafts are no business of theirs.
_TO_PARTIES = {
    "agree": "agreement:agreed",
    "withdraw": "agreement:withdrawn",
    "suspend": "agreement:suspended",
    "resume": "agreement:resumed",
    "end": "agreement:ended",
    "take_down": "agreement:taken_down",
}
_TO_WRITERS = {"return": "agreement:returned", "refuse": "agreement:refused"}
_WITH_REFERENCE = {
    "agreement:registered",
    "agreement:suspended",
    "agreement:resumed",
    "agreement:ended",
    "agreement:ending",
    "agreement:superseded",
    "agreement:taken_down",
    "party:alone",
    "party:signed",
    "party:to_sign",
    "party:leave",
    "party:resume",
    "party:suspend",
}
# Acts of one party that change with whom the others may share.
_TO_ALL = frozenset({"leave", "resume", "suspend"})


def submitted(row: Agreement, invited: list[str], *, at: datetime) -> None:
    """Tell the lead's reviewers, and each invited body until when it can ask for withholding.

    A new agreement is the parties' to approve, each time it is sent for review.
    """
    if row.kind is Origin.NEW:
        _tell("agreement:written", _reviewers(row.lead, at=at), row, at=at)
        for body in _asked(row):
            people = _people(body, DECIDERS, at=at)
            _tell("party:asked", people, row, at=at, body=_title(body))
        return
    _tell("agreement:submitted", _reviewers(row.lead, at=at), row, at=at)
    due = add_working_days(day(at), config.notice_working_days())
    for body in invited:
        if body != row.lead:
            people = _people(body, DECIDERS, at=at)
            _tell("party:named", people, row, at=at, body=_title(body), due=due)


def moved(row: Agreement, act: str, *, at: datetime) -> None:
    """Tell those whom a move of the agreement concerns, its writers or its parties."""
    if act in _TO_WRITERS:
        writers = {row.created_by, row.submitted_by} - {None}
        _tell(_TO_WRITERS[act], [str(user) for user in writers], row, at=at)
    if act in ("register", "sign"):
        _tell("agreement:registered", _party_people(row, at=at), row, at=at)
        _replaced(row, at=at)
    if act in _TO_PARTIES:
        _tell(_TO_PARTIES[act], _party_people(row, at=at), row, at=at)


def frozen(row: Agreement, *, at: datetime) -> None:
    """Tell who may sign for each party that the text is fixed."""
    for party in Party.of(row.package_id):
        if party.state in REMAINING or party.body_id == row.lead:
            people = _people(party.body_id, SIGNATORIES, at=at)
            _tell("party:to_sign", people, row, at=at, body=_title(party.body_id))


def signed(row: Agreement, body: str, *, at: datetime) -> None:
    """Tell the lead that a party has signed."""
    _tell("party:signed", _reviewers(row.lead, at=at), row, at=at, body=_title(body))


def party_moved(row: Agreement, party: Party, act: str, *, at: datetime) -> None:
    """Tell an invited body; the lead of a body that joined or declined; else all parties.

    When the last other party has left, whoever answers for the lead has to decide.
    """
    body = _title(party.body_id)
    if act == "invite":
        people = _people(party.body_id, DECIDERS, at=at)
        _tell("party:invited", people, row, at=at, body=body)
        return
    told = set(_reviewers(row.lead, at=at))
    if act in _TO_ALL:
        told |= {*_party_people(row, at=at), *_people(party.body_id, DECIDERS, at=at)}
    _tell(f"party:{act}", sorted(told), row, at=at, body=body)
    if act == "leave" and not remaining(row):
        _tell("party:alone", _people(row.lead, ACCOUNTABLE, at=at), row, at=at)


def ending(row: Agreement, *, at: datetime) -> None:
    """Tell the parties until when data may be shared."""
    _tell("agreement:ending", _party_people(row, at=at), row, at=at, due=row.ends_on)


def remaining(row: Agreement) -> list[str]:
    """Return the ids of the bodies beside the lead that are in an agreement or may come in."""
    parties = (party for party in Party.of(row.package_id) if party.state in REMAINING)
    return [party.body_id for party in parties if party.body_id != row.lead]


def said(row: Agreement, one: Decision, answered: Decision | None, *, at: datetime) -> None:
    """Tell whoever has to act on what was said, or waited to hear it."""
    body = _title(one.body_id)
    if one.what is Kind.QUERY:
        _tell("decision:asked", _people(row.lead, DECIDERS, at=at), row, at=at, body=body)
    elif one.what is Kind.ANSWER and answered is not None:
        asker = _title(answered.body_id)
        _tell("decision:answered", [answered.by], row, at=at, body=asker)
    elif one.what in (Kind.APPROVE, Kind.ENDORSE) and decisions.is_approved(row):
        _tell("decision:approved", _people(row.lead, (Role.IG_LEAD,), at=at), row, at=at)
    elif one.what is Kind.ADVISE:
        _tell("decision:advised", _people(row.lead, ACCOUNTABLE, at=at), row, at=at, body=body)
    elif one.what is Kind.SETTLE and answered is not None:
        _tell("decision:settled", [answered.by], row, at=at)
    elif one.what is Kind.CALDICOTT:
        _tell("decision:viewed", _reviewers(row.lead, at=at), row, at=at, body=body)


def reminded(row: Agreement, waiting: list[str], *, at: datetime) -> None:
    """Tell the role holders of each body that others wait for."""
    for body in waiting:
        people = _people(body, (*DECIDERS, *SIGNATORIES), at=at)
        _tell("party:reminded", people, row, at=at, body=_title(body))


def role_moved(holding: RoleHolder, what: str, *, at: datetime) -> None:
    """Tell the holder of a role that was given or ended, or the admins of one to confirm (anew)."""
    to_confirm = what in ("unconfirmed", "reconfirm")
    people = admins(holding.body_id) if to_confirm else [holding.user_id]
    notify(
        f"role:{what}",
        people,
        about=("body", holding.body_id),
        key=f"role:{what}/{holding.id}/{at.isoformat()}",
        at=at,
        body=_title(holding.body_id),
        role=LABELS[Role(holding.role)],
    )


def _replaced(row: Agreement, *, at: datetime) -> None:
    """Tell parties of the version that ``row`` took the place of, and that it does not name."""
    old = Agreement.get(row.replaces) if row.replaces else None
    if old is not None:
        people = set(_party_people(old, at=at)) - set(_party_people(row, at=at))
        _tell("agreement:superseded", sorted(people), row, at=at)


def _tell(
    template: str, people: list[str], row: Agreement, *, at: datetime, **facts: object
) -> None:
    facts["lead"] = _title(row.lead)
    if template in _WITH_REFERENCE:
        facts["reference"] = row.reference
    concerned = facts.get("body", "")
    notify(
        template,
        people,
        about=("agreement", row.package_id),
        key=f"{template}/{row.package_id}/{concerned}/{at.isoformat()}",
        at=at,
        **facts,
    )


def _asked(row: Agreement) -> list[str]:
    parties = (p for p in Party.of(row.package_id) if p.state is PartyState.INVITED)
    return [party.body_id for party in parties if party.body_id != row.lead]


def _reviewers(body: str, *, at: datetime) -> list[str]:
    return sorted({*_people(body, REVIEWERS, at=at), *admins(body)})


def _party_people(row: Agreement, *, at: datetime) -> list[str]:
    told = [row.lead]
    told += [p.body_id for p in Party.of(row.package_id) if p.state is not PartyState.NAMED]
    return sorted({user for body in told for user in _people(body, DECIDERS, at=at)})


def _people(body: str, roles: tuple[Role, ...], *, at: datetime) -> list[str]:
    """Return a body's role holders, or its administrators where it has named none."""
    holders = {user for role in roles for user in role_holders(body, role, at)}
    return sorted(holders) or admins(body)


def _title(body: str) -> str:
    group = model.Group.get(body)
    return str(group.title or group.name) if group is not None else ""
