"""What the schema files say about their fields, read once and without scheming."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..domain.completeness import Level, Requirement

_FOLDER = Path(__file__).parent
_ELSEWHERE: dict[str, Path] = {}  # schemas that siblings added, by dataset type


@dataclass(frozen=True, slots=True)
class Field:
    """One field; ``kind`` is that of its preset, ``rows`` for a repeating one."""

    name: str
    label: str
    kind: str
    section: str
    vocabulary: str
    material: bool
    on_form: bool
    definition: Mapping[str, Any]
    subfields: Mapping[str, Field] = field(default_factory=dict)
    life_cycle: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields on the form and on the page."""

    id: str
    title: str
    fields: tuple[Field, ...]


def add(schema: str, path: Path) -> None:
    """Add the schema of a sibling's dataset type."""
    _ELSEWHERE[schema] = path


@cache
def fields(schema: str = "agreement") -> Mapping[str, Field]:
    """Return the fields of a schema, such as ``agreement`` or ``body``, by name in its order."""
    loaded = _load(schema)
    rows = loaded.get("dataset_fields") or loaded["fields"]
    return {row["field_name"]: _field(row) for row in rows}


@cache
def sections(schema: str = "agreement") -> tuple[Section, ...]:
    """Return the sections in order, each with its fields."""
    known = fields(schema).values()
    return tuple(
        Section(row["id"], row["title"], tuple(f for f in known if f.section == row["id"]))
        for row in _load(schema)["sections"]
    )


@cache
def requirements(schema: str = "agreement") -> tuple[Requirement, ...]:
    """Return what has to be filled before an agreement may go on."""
    return tuple(_requirement(known) for known in fields(schema).values())


@cache
def material_fields(row_type: str = "agreement") -> frozenset[str]:
    """Return the fields that are fixed once an agreement is registered."""
    return frozenset(name for name, known in fields(row_type).items() if known.material)


def material_part(name: str, value: Any, schema: str = "agreement") -> Any:
    """Return what is fixed in the value of field ``name``: all of it, or of each row a part."""
    known = fields(schema)[name]
    if not known.material:
        return None
    loose = {part for part, subfield in known.subfields.items() if not subfield.material}
    if not loose or not isinstance(value, list):
        return value
    return [{part: row[part] for part in row if part not in loose} for row in value]


@cache
def _load(schema: str) -> dict[str, Any]:
    path = _ELSEWHERE.get(schema) or _FOLDER / f"{schema}.yaml"
    text = path.read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def _kinds() -> dict[str, dict[str, Any]]:
    return {row["preset_name"]: row["values"] for row in _load("presets")["presets"]}


def _field(row: dict[str, Any]) -> Field:
    definition = {**_kinds().get(row.get("preset", ""), {}), **row}
    subfields = row.get("repeating_subfields", ())
    return Field(
        name=row["field_name"],
        label=row["label"],
        kind="rows" if subfields else definition.get("kind", "line"),
        section=row.get("section", ""),
        vocabulary=definition.get("vocabulary", ""),
        material=row.get("material", True),
        on_form=row.get("on_form", True),
        definition=definition,
        subfields={part["field_name"]: _field(part) for part in subfields},
        life_cycle=frozenset(row.get("life_cycle", ())),
    )


def _requirement(known: Field) -> Requirement:
    condition = known.definition.get("required_if") or {}
    values = condition.get("holds", [])
    at = known.definition.get("required_for")
    return Requirement(
        field=known.name,
        label=known.label,
        at=Level(at) if at else None,
        other=condition.get("field", ""),
        values=frozenset([values] if isinstance(values, str) else values),
        unless=known.definition.get("required_unless", ""),
    )
