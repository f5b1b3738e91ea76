"""Whether a question can be reached by any answers at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .condition import Condition, Kind
from .question import Question
from .shape import refuse

MOST_WAYS = 4000  # ways looked at for one question; a template that needs more is too tangled


@dataclass(frozen=True, slots=True)
class Values:
    """What a field may hold: ``one`` value or several, of ``known`` ones where there is a list."""

    one: bool = False
    known: frozenset[str] | None = None


_ANYTHING = Values()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A field's part of one way: of each ``wanted`` one is held, of ``barred`` none."""

    wanted: tuple[frozenset[str], ...] = ()
    barred: frozenset[str] = frozenset()
    empty: bool = False
    filled: bool = False

    def possible(self, values: Values) -> bool:
        if self.empty:
            return not (self.filled or self.wanted)
        left = [self._within(want, values) for want in self.wanted]
        if values.one and left:
            return bool(frozenset.intersection(*left))
        if self.filled and not left and values.known is not None:
            return bool(values.known - self.barred)
        return all(left)

    def grew(self, before: _Asked | None) -> bool:
        """Return whether an answer is needed for more than before."""
        earlier = before or _Asked()
        return len(self.wanted) > len(earlier.wanted) or self.filled > earlier.filled

    def _within(self, want: frozenset[str], values: Values) -> frozenset[str]:
        known = want if values.known is None else want & values.known
        return known - self.barred


_Way = Mapping[str, _Asked]


def unreachable(
    questions: Sequence[Question], values: Mapping[str, Values] | None = None
) -> tuple[str, ...]:
    """Return the ids of the questions that no answers lead to.

    A field is empty unless one of its questions is shown, so that a question that waits for an
    answer to one out of reach is out of reach itself; so are two that wait for each other.

    :param values: what fields may hold, where it is known
    """
    search = _Search(questions, values or {})
    return tuple(one.id for one in questions if not search.reaches(one))


@dataclass(slots=True)
class _Search:
    questions: Sequence[Question]
    values: Mapping[str, Values]
    looked: int = 0
    by_field: dict[str, list[Question]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.questions:
            self.by_field.setdefault(one.field, []).append(one)

    def reaches(self, question: Question) -> bool:
        self.looked = 0
        try:
            return any(True for _ in self._shown(question, {}, (question.field,)))
        except _TooMany:
            refuse(
                f"questions ({question.id})", "its conditions are too tangled: make them simpler"
            )

    def _shown(self, question: Question, way: _Way, waiting: tuple[str, ...]) -> Iterator[_Way]:
        """Yield the ways to a question; ``waiting`` are the fields that wait for it."""
        if question.shown_if is None:
            yield way
            return
        for met in self._met(question.shown_if, True, way):
            more = [name for name, asked in met.items() if asked.grew(way.get(name))]
            yield from self._answered(more, met, waiting)

    def _answered(self, names: list[str], way: _Way, waiting: tuple[str, ...]) -> Iterator[_Way]:
        """Yield the ways on which each of these fields has a question that is shown."""
        if not names:
            yield way
            return
        first, rest = names[0], names[1:]
        if first in waiting:
            return
        for question in self.by_field.get(first, ()):
            for found in self._shown(question, way, (*waiting, first)):
                yield from self._answered(rest, found, waiting)

    def _met(self, condition: Condition, wanted: bool, way: _Way) -> Iterator[_Way]:
        """Yield the ways on which the condition holds, or on which it does not."""
        self.looked += 1
        if self.looked > MOST_WAYS:
            raise _TooMany
        if condition.kind is Kind.NOT:
            yield from self._met(condition.parts[0], not wanted, way)
        elif condition.parts:
            every = (condition.kind is Kind.ALL) is wanted
            yield from (self._every if every else self._some)(condition.parts, wanted, way)
        else:
            asked = _with(way.get(condition.field, _Asked()), condition, wanted)
            if asked.possible(self.values.get(condition.field, _ANYTHING)):
                yield {**way, condition.field: asked}

    def _every(self, parts: Sequence[Condition], wanted: bool, way: _Way) -> Iterator[_Way]:
        if not parts:
            yield way
            return
        for found in self._met(parts[0], wanted, way):
            yield from self._every(parts[1:], wanted, found)

    def _some(self, parts: Sequence[Condition], wanted: bool, way: _Way) -> Iterator[_Way]:
        for part in parts:
            yield from self._met(part, wanted, way)


class _TooMany(Exception):
    """More ways than anybody should have to think about."""


def _with(asked: _Asked, condition: Condition, wanted: bool) -> _Asked:
    if condition.kind is Kind.EMPTY:
        empty = condition.empty is wanted
        return _Asked(asked.wanted, asked.barred, asked.empty or empty, asked.filled or not empty)
    if wanted:
        return _Asked((*asked.wanted, condition.values), asked.barred, asked.empty, asked.filled)
    return _Asked(asked.wanted, asked.barred | condition.values, asked.empty, asked.filled)
