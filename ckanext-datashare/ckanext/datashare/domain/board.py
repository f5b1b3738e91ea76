"""The board: how far each body has come with an agreement, the longest wait first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from .decision import Kind, stands
from .party import PartyState


class Standing(str, Enum):
    """How far a body has come."""

    INVITED = "invited"
    READ = "read"
    QUERIED = "queried"
    ENDORSED = "endorsed"
    SIGNED = "signed"
    DECLINED = "declined"


OUT = frozenset({PartyState.DECLINED, PartyState.LEFT})


@dataclass(frozen=True, slots=True)
class Place:
    """A body's place in the agreement; ``since`` is when it was invited, or went out again."""

    body: str
    state: PartyState
    since: datetime | None
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One decision, as far as the board needs it."""

    id: str
    kind: Kind
    body: str
    at: datetime
    in_reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature under the text as it is frozen now."""

    body: str
    at: datetime
    role: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A body on the board: how far it has come, since when, and whether others wait for it."""

    body: str
    standing: Standing
    since: datetime | None
    is_waited_for: bool


@dataclass(frozen=True, slots=True)
class Board:
    """All bodies; ``endorsed_at`` is when one decision stood for the approval of all."""

    seats: Sequence[Seat]
    endorsed_at: datetime | None

    def counts(self) -> dict[Standing, int]:
        """Return how many bodies stand where; every standing has its number."""
        found = dict.fromkeys(Standing, 0)
        for seat in self.seats:
            found[seat.standing] += 1
        return found

    def waited_for(self) -> list[str]:
        """Return the bodies that others wait for, the longest wait first."""
        return [seat.body for seat in self.seats if seat.is_waited_for]


def board(
    places: Iterable[Place],
    decisions: Iterable[Said],
    signatures: Iterable[Signed],
    *,
    submitted_at: datetime | None,
    is_signing: bool,
) -> Board:
    """Return the board of an agreement.

    What was said about a text that has changed since (before ``submitted_at``) counts for nothing,
    but for questions: an unanswered one stays open until somebody answers it.

    :param is_signing: signatures are due, so a body that approved is waited for again
    """
    said = sorted(decisions, key=lambda one: (one.at, one.id))
    fresh = [one for one in said if stands(at=one.at, submitted_at=submitted_at)]
    endorsed = next((one.at for one in fresh if one.kind is Kind.ENDORSE), None)
    approved = _last(fresh, Kind.APPROVE)
    facts = _Facts(
        read=_first(fresh, Kind.READ),
        approved=approved,
        open=_open(said, approved),
        signed=_signed(signatures),
        endorsed=endorsed,
        submitted=submitted_at,
    )
    seats = [_seat(place, facts, is_signing) for place in places if place.state is not _NAMED]
    return Board(sorted(seats, key=_order), endorsed)


def sentence(counts: Mapping[Standing, int]) -> str:
    """Return the counts in one sentence: “21 signed, 8 reading, 3 asking, 1 declined”."""
    reading = counts[Standing.INVITED] + counts[Standing.READ]
    numbers = (
        (counts[Standing.SIGNED], "signed"),
        (counts[Standing.ENDORSED], "approved"),
        (reading, "reading"),
        (counts[Standing.QUERIED], "asking"),
        (counts[Standing.DECLINED], "declined"),
    )
    return ", ".join(f"{number} {word}" for number, word in numbers if number)


_NAMED = PartyState.NAMED


@dataclass(frozen=True, slots=True)
class _Facts:
    read: Mapping[str, datetime]
    approved: Mapping[str, datetime]
    open: Mapping[str, datetime]
    signed: Mapping[str, datetime]
    endorsed: datetime | None
    submitted: datetime | None


def _seat(place: Place, facts: _Facts, is_signing: bool) -> Seat:
    standing, since = _standing(place, facts)
    done = {Standing.SIGNED, Standing.DECLINED} | (set() if is_signing else {Standing.ENDORSED})
    return Seat(place.body, standing, since, standing not in done)


def _standing(place: Place, facts: _Facts) -> tuple[Standing, datetime | None]:
    body = place.body
    if place.state in OUT:
        return Standing.DECLINED, place.since
    if body in facts.signed:
        return Standing.SIGNED, facts.signed[body]
    if body in facts.open:
        return Standing.QUERIED, facts.open[body]
    if body in facts.approved:
        return Standing.ENDORSED, facts.approved[body]
    if place.is_lead and facts.submitted is not None:
        return Standing.ENDORSED, facts.submitted  # it sent the text itself
    if facts.endorsed is not None:
        return Standing.ENDORSED, facts.endorsed
    if body in facts.read:
        return Standing.READ, facts.read[body]
    known = [moment for moment in (place.since, facts.submitted) if moment is not None]
    return Standing.INVITED, max(known, default=None)


def _first(said: Sequence[Said], kind: Kind) -> dict[str, datetime]:
    return {one.body: one.at for one in reversed(said) if one.kind is kind}


def _last(said: Sequence[Said], kind: Kind) -> dict[str, datetime]:
    return {one.body: one.at for one in said if one.kind is kind}


def _open(said: Sequence[Said], approved: Mapping[str, datetime]) -> dict[str, datetime]:
    """Return since when each body waits for an answer; approving later closes its questions."""
    answered = {one.in_reply_to for one in said if one.kind is Kind.ANSWER}
    queries = [one for one in said if one.kind is Kind.QUERY and one.id not in answered]
    return {
        one.body: one.at
        for one in reversed(queries)
        if one.body not in approved or approved[one.body] < one.at
    }


def _signed(signatures: Iterable[Signed]) -> dict[str, datetime]:
    return {one.body: one.at for one in sorted(signatures, key=lambda one: one.at)}


def _order(seat: Seat) -> tuple[bool, bool, float, str]:
    since = seat.since.timestamp() if seat.since is not None else 0.0
    return (not seat.is_waited_for, seat.standing is Standing.DECLINED, since, seat.body)
