"""The clauses of an agreement that is written by a template, with its answers in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import answer_texts, words, written
from .domain.filling import FilledClause, fill
from .domain.template import Template


def parts(agreement: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return path and full text of each clause as filled, in order; none without a template."""
    template = template_of(agreement)
    if template is None:
        return []
    return [(f"clause:{one.id}", one.text) for one in filled(template, agreement, {})]


def template_of(agreement: Mapping[str, Any]) -> Template | None:
    """Return the version of the template that an agreement is written by."""
    found = written.of(agreement, type="agreement")
    return found.template if found is not None else None


def filled(
    template: Template, agreement: Mapping[str, Any], withheld: Mapping[str, str]
) -> tuple[FilledClause, ...]:
    """Return the clauses; in place of a withheld field's words stands its sentence."""
    said = dict(words.words(agreement, "agreement"))
    for path, sentence in withheld.items():
        kind, _, name = path.partition(":")
        if kind == "field":
            said.update(dict.fromkeys(_told_by(name), f"[{sentence}]"))
    edits = {
        str(row.get("clause")): str(row.get("change") or "")
        for row in answer_texts.rows_of(agreement.get("deviations"))
    }
    return fill(template, said, edits, answers=agreement)


def telling(agreement: Mapping[str, Any], path: str) -> list[str]:
    """Return the paths of other signed parts whose text tells what the part at ``path`` says.

    A clause quotes fields; the words that stand in a changed clause stand in the list of changes.
    """
    template = template_of(agreement)
    if template is None:
        return []
    kind, _, name = path.partition(":")
    changed = {str(row.get("clause")) for row in answer_texts.rows_of(agreement.get("deviations"))}
    if kind == "clause":
        return ["field:deviations"] if name in changed else []
    told = set(_told_by(name))
    return [
        f"clause:{clause.id}"
        for clause in template.clauses
        if told & clause.slots() or (name == "deviations" and clause.id in changed)
    ]


def reaching(agreement: Mapping[str, Any], withheld: Mapping[str, str]) -> dict[str, str]:
    """Return what is withheld, with the clauses whose changed words are withheld as a field."""
    reached = dict(withheld)
    sentence = withheld.get("field:deviations")
    for row in answer_texts.rows_of(agreement.get("deviations")) if sentence else ():
        reached.setdefault(f"clause:{row.get('clause')}", str(sentence))
    return reached


def _told_by(field: str) -> tuple[str, ...]:
    """Return the slots that tell of a field."""
    if field in ("parties", "owner_org"):
        return (field, "giving_bodies", "receiving_bodies")
    return (field,)
