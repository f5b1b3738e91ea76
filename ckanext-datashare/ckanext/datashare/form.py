"""What a form shows: fields with their words, the answers given so far, and the mistakes.

Templates only loop over what :func:`build` returns. Rows of repeating fields work without a
script: each form has spare rows, and "Add another" and "Delete" are buttons that post the form.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ckan.plugins.toolkit as tk

from . import bodies, vocabulary
from .domain import form_rows
from .domain.completeness import Level
from .field_text import day_words, duration_words
from .schemas import definition

ADD, DELETE = "add_row", "delete_row"
FEW_CHOICES = 5
# What is asked when an agreement signed elsewhere is added; the rest can follow.
EXISTING_FIELDS = (
    *("title", "lay_summary", "owner_org", "parties"),
    *("start_date", "end_date", "review_date", "document_not_public_reason"),
)
EXISTING_PARTS = {"parties": ("body", "body_words", "role", "discloses", "receives")}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be chosen."""

    id: str
    value: str
    label: str
    help: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One field as the form shows it.

    ``name`` is what the browser posts, ``id`` the element's; ``value`` is text as a person would
    type it, also where what was typed is wrong.
    """

    id: str
    name: str
    label: str
    kind: str
    help: str
    example: str
    optional: bool
    value: str
    errors: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    row_label: str = ""
    max_words: int | None = None

    @property
    def described_by(self) -> str:
        """Return the ids of what explains the field, for ``aria-describedby``."""
        parts = (("hint", self.help or self.example), ("error", self.errors))
        return " ".join(f"{self.id}-{part}" for part, there in parts if there)

    @property
    def chosen(self) -> int:
        """Return how many choices are chosen."""
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeating field; ``kept`` are values no form shows and no form may lose."""

    number: int
    key: str
    questions: tuple[Question, ...]
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the form."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the summary above the form."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class _Source:
    data: Mapping[str, Any]
    errors: Mapping[str, Any]
    level: Level
    parts: Mapping[str, Collection[str]]
    extra: Mapping[str, int] = field(default_factory=dict)


def build(
    data: Mapping[str, Any],
    errors: Mapping[str, Any],
    *,
    schema: str = "agreement",
    names: Sequence[str] | None = None,
    parts: Mapping[str, Collection[str]] | None = None,
    level: Level = Level.EXISTING,
    extra: Mapping[str, int] | None = None,
) -> list[Group]:
    """Return the sections of a form, without those that ask nothing.

    :param data: answers so far: a dataset's dictionary or what a form posted.
    :param errors: a ``ValidationError``'s ``error_dict``.
    :param names: the fields to ask; all that belong on forms when left out.
    :param parts: the subfields to ask, by repeating field; all when left out.
    :param level: what is marked "(optional)" depends on it.
    :param extra: spare rows to add, by repeating field, as :func:`press` returns them.
    """
    source = _Source(data, errors, level, parts or {}, extra or {})
    groups = []
    for section in definition.sections(schema):
        asked = [
            known
            for known in section.fields
            if (known.on_form if names is None else known.name in names)
        ]
        if asked:
            questions = tuple(_question(known, source) for known in asked)
            groups.append(Group(section.id, tk._(section.title), questions))
    return groups


def question(
    name: str, data: Mapping[str, Any], errors: Mapping[str, Any], *, schema: str = "agreement"
) -> Question:
    """Return one field as a form shows it."""
    source = _Source(data, errors, Level.EXISTING, {})
    return _question(definition.fields(schema)[name], source)


def mistakes(groups: Sequence[Group], errors: Mapping[str, Any]) -> list[Mistake]:
    """Return the summary of ``errors``: those the form shows with a link to their field."""
    found, shown = [], set()
    for group in groups:
        for question in group.questions:
            shown.add(question.name)
            found += [Mistake(f"#{question.id}", text) for text in question.errors]
            for row in question.rows:
                for part in row.questions:
                    where = f"{question.row_label} {row.number}: "
                    found += [Mistake(f"#{part.id}", where + text) for text in part.errors]
    for name, value in errors.items():
        if name not in shown:
            found += [Mistake("", text) for text in _messages(value)]
    return found


def press(data: Mapping[str, Any], *, schema: str = "agreement") -> Pressed | None:
    """Return the form after "Add another" or "Delete" was pressed; None for any other button."""
    added, deleted = str(data.get(ADD) or ""), str(data.get(DELETE) or "")
    if not added and not deleted:
        return None
    kept = {name: value for name, value in data.items() if name not in (ADD, DELETE)}
    if deleted:
        kept = {name: value for name, value in kept.items() if not name.startswith(f"{deleted}-")}
    known = definition.fields(schema)
    return Pressed(kept, {added: 1} if added in known else {})


@dataclass(frozen=True, slots=True)
class Pressed:
    """A posted form with a row more or less."""

    data: dict[str, Any]
    extra: dict[str, int]


def rows(data: Mapping[str, Any], known: definition.Field) -> list[dict[str, Any]]:
    """Return the rows of a repeating field, stored or as posted; blank ones fall away.

    What the dataset action refuses to read is left out here, so that the rest is not lost.
    """
    fields = {known.name: set(known.subfields)}
    posted = form_rows.readable(data, fields=fields).get(known.name)
    stored = data.get(known.name)
    found = posted or (stored if isinstance(stored, list) else [])
    return [dict(row) for row in found if isinstance(row, Mapping) and not form_rows.is_blank(row)]


def _question(known: definition.Field, source: _Source) -> Question:
    value, errors = source.data.get(known.name), source.errors.get(known.name)
    optional = not _required(known, source.level)
    if known.kind != "rows":
        return _single(known, known.name, value, errors, optional=optional, widget=_widget(known))
    return Question(
        id=f"field-{known.name}",
        name=known.name,
        label=tk._(known.label),
        kind="rows",
        help=tk._(known.definition.get("help_text", "")),
        example="",
        optional=optional,
        value="",
        errors=tuple(text for text in errors or () if isinstance(text, str)),
        rows=tuple(_rows(known, source)),
        row_label=tk._(known.definition["row_label"]),
    )


def _rows(known: definition.Field, source: _Source) -> list[Row]:
    filled = rows(source.data, known)
    spare = max(1, 2 - len(filled)) + source.extra.get(known.name, 0)
    errors = source.errors.get(known.name) or []
    asked = source.parts.get(known.name)
    found = []
    for number, row in enumerate([*filled, *({} for _ in range(spare))]):
        key = f"{known.name}-{number}"
        wrong = errors[number] if number < len(errors) else {}
        wrong = wrong if isinstance(wrong, Mapping) else {}
        questions = tuple(
            _single(part, f"{key}-{part.name}", row.get(part.name), wrong.get(part.name))
            for part in known.subfields.values()
            if part.on_form and (asked is None or part.name in asked)
        )
        kept = tuple(
            (f"{key}-{part.name}", str(row[part.name]))
            for part in known.subfields.values()
            if not part.on_form and row.get(part.name)
        )
        found.append(Row(number + 1, key, questions, kept))
    return found


def _single(
    known: definition.Field,
    name: str,
    value: Any,
    errors: Any,
    *,
    optional: bool = False,
    widget: str = "",
) -> Question:
    return Question(
        id=f"field-{name}",
        name=name,
        label=tk._(known.label),
        kind=widget or _row_widget(known),
        help=tk._(known.definition.get("help_text", "")),
        example=tk._(known.definition.get("example", "")),
        optional=optional,
        value=_typed(known, value),
        errors=tuple(_messages(errors)),
        choices=tuple(_choices(known, name, value)),
        max_words=known.definition.get("max_words"),
    )


def _widget(known: definition.Field) -> str:
    if known.kind == "choice" and len(vocabulary.load(known.vocabulary)) <= FEW_CHOICES:
        return "radios"
    return _row_widget(known)


def _row_widget(known: definition.Field) -> str:
    if known.kind in ("date", "duration", "mailbox", "link", "whole_number"):
        return "line"
    return {"lines": "text"}.get(known.kind, known.kind)


def _choices(known: definition.Field, name: str, value: Any) -> list[Choice]:
    if known.kind == "flag":
        chosen = value[-1] if isinstance(value, list) and value else value
        return [Choice(f"field-{name}", "true", "", "", str(chosen).lower() in ("true", "yes"))]
    if not known.vocabulary:
        return []
    given = set(value) if isinstance(value, list) else {str(value or "")}
    terms = vocabulary.load(known.vocabulary).values()
    return [
        Choice(
            f"field-{name}" + (f"-{term.id}" if number else ""),
            term.id,
            tk._(term.label),
            tk._(term.explanation),
            term.id in given,
        )
        for number, term in enumerate(terms)
    ]


def _typed(known: definition.Field, value: Any) -> str:
    """Return a value as a person would type it."""
    if value is None or known.vocabulary:
        return ""
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    text = str(value)
    if known.kind == "body" and text:
        return bodies.title(text)
    if known.kind == "date":
        return day_words(text)
    return duration_words(text) if known.kind == "duration" else text


def _required(known: definition.Field, level: Level) -> bool:
    at = known.definition.get("required_for")
    return at == Level.EXISTING or (level is Level.NEW and at == Level.NEW)


def _messages(value: Any) -> list[str]:
    """Return the sentences in one entry of an ``error_dict``, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _messages(item)]
    return [text for item in value or () for text in _messages(item)]
