"""Conditions on answers: data that is read and evaluated, never code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from . import shape
from .shape import refuse

DEEPEST = 6
LARGEST = 60  # conditions inside one condition
MOST_VALUES = 40


class Kind(str, Enum):
    """What a condition asks."""

    HOLDS = "holds"
    EMPTY = "empty"
    ALL = "all"
    ANY = "any"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition, with those inside it.

    As data: ``{field: f, holds: v}`` or ``[v, …]`` (any of them), ``{field: f, empty: true}`` or
    ``false``, ``{all: […]}``, ``{any: […]}``, ``{not: …}``. An answer that is a list holds each of
    its items; ``true`` and ``false`` are ``yes`` and ``no``.
    """

    kind: Kind
    field: str = ""
    values: frozenset[str] = frozenset()
    empty: bool = True
    parts: tuple[Condition, ...] = ()

    @classmethod
    def read(cls, data: object, place: str = "condition") -> Condition:
        """Return the condition that ``data`` says.

        :raises TemplateRefused: where it is none, too deep or too large
        """
        found = _read(data, place, 1)
        if sum(1 for _ in found.walk()) > LARGEST:
            refuse(place, f"at most {LARGEST} conditions fit in one")
        return found

    def holds(self, answers: Mapping[str, object]) -> bool:
        """Return whether the answers meet it; a question without answer is empty."""
        if self.kind is Kind.ALL:
            return all(part.holds(answers) for part in self.parts)
        if self.kind is Kind.ANY:
            return any(part.holds(answers) for part in self.parts)
        if self.kind is Kind.NOT:
            return not self.parts[0].holds(answers)
        given = answers.get(self.field)
        if self.kind is Kind.EMPTY:
            return is_empty(given) is self.empty
        return not self.values.isdisjoint(_held(given))

    def fields(self) -> frozenset[str]:
        """Return the fields it asks about."""
        return frozenset(one.field for one in self.walk() if one.field)

    def walk(self) -> Iterator[Condition]:
        """Yield this condition and all those inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def as_data(self) -> dict[str, object]:
        """Return the condition as data, the same for the same condition."""
        if self.kind is Kind.NOT:
            return {"not": self.parts[0].as_data()}
        if self.kind in (Kind.ALL, Kind.ANY):
            return {self.kind.value: [part.as_data() for part in self.parts]}
        if self.kind is Kind.EMPTY:
            return {"field": self.field, "empty": self.empty}
        values = sorted(self.values)
        return {"field": self.field, "holds": values[0] if len(values) == 1 else values}


def is_empty(answer: object) -> bool:
    """Return whether nothing was answered; ``False`` is an answer."""
    if isinstance(answer, str):
        return not answer.strip()
    return answer is None or (isinstance(answer, (Sequence, Mapping)) and not answer)


def _held(answer: object) -> set[str]:
    if isinstance(answer, bool):
        return {"yes" if answer else "no"}
    if isinstance(answer, str):
        return {answer}
    if isinstance(answer, Sequence):
        return {item for item in answer if isinstance(item, str)}
    return set() if answer is None else {str(answer)}


def _read(data: object, place: str, depth: int) -> Condition:
    if depth > DEEPEST:
        refuse(place, f"conditions stand at most {DEEPEST} deep")
    if not isinstance(data, Mapping):
        refuse(place, "write a condition: a field and what it holds, or all, any, not")
    keys = set(data)
    for kind in (Kind.ALL, Kind.ANY):
        if keys == {kind.value}:
            parts = shape.listed(
                data[kind.value],
                f"{place}.{kind.value}",
                lambda item, where: _read(item, where, depth + 1),
                most=LARGEST,
            )
            if not parts:
                refuse(f"{place}.{kind.value}", "give at least one condition")
            return Condition(kind, parts=parts)
    if keys == {"not"}:
        return Condition(Kind.NOT, parts=(_read(data["not"], f"{place}.not", depth + 1),))
    if keys == {"field", "holds"}:
        name = shape.field_name(data["field"], f"{place}.field")
        return Condition(Kind.HOLDS, name, values=_values(data["holds"], f"{place}.holds"))
    if keys == {"field", "empty"}:
        name = shape.field_name(data["field"], f"{place}.field")
        empty = shape.flag(data["empty"], f"{place}.empty", otherwise=True)
        return Condition(Kind.EMPTY, name, empty=empty)
    refuse(place, "a condition is {field, holds}, {field, empty}, {all}, {any} or {not}")


def _values(data: object, place: str) -> frozenset[str]:
    found = shape.listed(
        [data] if isinstance(data, (str, bool)) else data, place, _value, most=MOST_VALUES
    )
    if not found:
        refuse(place, "give at least one value")
    return frozenset(found)


def _value(data: object, place: str) -> str:
    if isinstance(data, bool):  # YAML reads a bare yes or no as a truth value
        return "yes" if data else "no"
    return shape.line(data, place, needed=True, longest=200)
