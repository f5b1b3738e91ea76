"""What changed from one version of a template to another, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass

from .clause import Clause
from .deviation import Kind, Passage, compare
from .template import Template


@dataclass(frozen=True, slots=True)
class Revision:
    """One clause that came, went or reads differently, or may be changed where it could not."""

    clause: str
    heading: str
    kind: str  # added, removed, changed
    passages: tuple[Passage, ...]
    lock_changed: bool = False


def revisions(before: Template, after: Template) -> tuple[Revision, ...]:
    """Return the clauses that differ: those of ``after`` in its order, then those that went."""
    found: list[Revision] = []
    for clause in after.clauses:
        old = before.clause(clause.id)
        if old is None:
            new = Passage(Kind.ADDED, _text(clause))
            found.append(Revision(clause.id, clause.heading, "added", (new,)))
        elif old != clause:
            renamed = old.heading != clause.heading
            passages = compare(_text(old, renamed), _text(clause, renamed))
            lock = (old.locked, bool(old.editable)) != (clause.locked, bool(clause.editable))
            if lock or any(one.kind is not Kind.SAME for one in passages):
                found.append(Revision(clause.id, clause.heading, "changed", passages, lock))
    for old in before.clauses:
        if after.clause(old.id) is None:
            gone = Passage(Kind.REMOVED, _text(old))
            found.append(Revision(old.id, old.heading, "removed", (gone,)))
    return tuple(found)


def _text(clause: Clause, with_heading: bool = False) -> str:
    heading = clause.heading if with_heading else ""
    return "\n\n".join(part for part in (heading, clause.body, clause.editable) if part)
