"""Reader ``csv``: our own columns, for a body that sends the list it keeps.

Columns are the fields of the agreement's schema that a person can fill, with parties as lists of
names. Several values in a cell are separated by ``;``. Of the columns only four must be there; one
that we do not know refuses the file, since a misspelt heading would lose what stands under it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..domain.imported import ImportedRow, NamedParty, refused
from ..schemas.definition import Field, fields
from ..vocabulary import load
from . import known, table
from .words import folded, parts

SOURCE = "csv"
NEEDED = ("source_id", "title", "lead", "lay_summary")
_SOURCE_COLUMNS = ("source_id", "source_version", "source_url")
# Column, and what its names have in common.
_ROLES = {
    "controllers": "controller",
    "joint_controllers": "joint-controller",
    "processors": "processor",
    "recipients": "recipient",
}
_PARTY_COLUMNS = ("lead", "disclosers", "receivers", *_ROLES, "other_parties")
NOT_PUBLIC = "The lead organisation sent this entry in a list, without the document."


def columns() -> tuple[str, ...]:
    """Return every column of the format, in the order of the form."""
    return (*_SOURCE_COLUMNS, *_PARTY_COLUMNS, *_content())


def template() -> str:
    """Return an empty file: the heading row alone."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(columns())
    return out.getvalue()


def read(path: Path) -> Iterator[ImportedRow]:
    """Yield the agreements of one file, or why a line gives none."""
    file = path.name
    try:
        found = table.read(path)
    except table.TableRefused as error:
        yield refused(file, 0, str(error))
        return
    unknown = [name for name in found.columns if name and name not in columns()]
    reason = table.missing(found.columns, NEEDED)
    if unknown:
        reason = f"“{unknown[0]}” is no column of this format: see ckan datashare template csv."
    if reason:
        yield refused(file, 1, reason)
        return
    for record in found.records:
        if record.refusal:
            yield refused(file, record.line, record.refusal)
        else:
            yield _row(file, record.line, record.cells)


def _content() -> Mapping[str, Field]:
    return {
        name: field
        for name, field in fields("agreement").items()
        if field.on_form and name not in ("owner_org", "parties") and field.kind != "source_words"
    }


def _row(file: str, line: int, cells: Mapping[str, str]) -> ImportedRow:
    source_id = cells["source_id"]
    for name in NEEDED:
        if not cells[name]:
            return refused(file, line, f"The column “{name}” is empty.", source_id=source_id)
    named = _parties(cells)
    if len(named) < 2:
        return refused(file, line, "The row names no party beside the lead.", source_id=source_id)
    values: dict[str, object] = {"document_not_public_reason": NOT_PUBLIC}
    words: dict[str, str] = {}
    for name, field in _content().items():
        if not cells.get(name):
            continue
        try:
            value, left = _value(field, cells[name])
        except ValueError as error:
            return refused(file, line, f"{name}: {error}", source_id=source_id)
        if value:
            values[name] = value
        if left:
            words[name] = left
    if cells.get("source_url"):
        values["source_url"] = cells["source_url"]
    return ImportedRow(
        file=file,
        line=line,
        source=SOURCE,
        source_id=source_id,
        source_version=cells.get("source_version", ""),
        fields=values,
        parties=tuple(named),
        source_words=words,
    )


def _value(field: Field, cell: str) -> tuple[object, str]:
    """Return the value for a field, and the words that are on none of our lists."""
    if field.kind == "rows":
        return _rows(field, cell), ""
    if field.kind == "lines":
        return [item for line in cell.splitlines() for item in parts(line)], ""
    if field.vocabulary and field.vocabulary != "yes_no":
        terms = _terms(field.vocabulary)
        written = parts(cell) if field.kind == "choices" else [cell]
        chosen = [terms[folded(word)] for word in written if folded(word) in terms]
        left = "; ".join(word for word in written if folded(word) not in terms)
        return (chosen if field.kind == "choices" else "".join(chosen)), left
    return cell, ""


def _terms(vocabulary: str) -> dict[str, str]:
    """Return a list's values by id and by label."""
    terms = load(vocabulary)
    by_label = {folded(term.label): term.id for term in terms.values()}
    return by_label | {folded(name): name for name in terms}


def _rows(field: Field, cell: str) -> list[object]:
    """Return rows written as JSON, or one row for each of several names."""
    if not cell.startswith("["):
        first = next(iter(field.subfields))
        first = "title" if "title" in field.subfields else first
        return [{first: name} for name in parts(cell)]
    try:
        rows = json.loads(cell)
    except (ValueError, RecursionError):
        raise ValueError("the cell starts with “[” and is no JSON.") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("the JSON is no list of objects.")
    return list(rows)


def _parties(cells: Mapping[str, str]) -> list[NamedParty]:
    """Return the parties, the lead first, each once with all that its columns say."""
    order: dict[str, str] = {}
    for column in _PARTY_COLUMNS:
        for name in parts(cells.get(column, "")):
            order.setdefault(_same(name), name)
    said = {
        column: {_same(name) for name in parts(cells.get(column, ""))} for column in _PARTY_COLUMNS
    }
    return [
        NamedParty(
            name=_spelling(name),
            identifiers=_identifiers(name),
            role=next((role for column, role in _ROLES.items() if key in said[column]), ""),
            discloses=True if key in said["disclosers"] else None,
            receives=True if key in said["receivers"] else None,
        )
        for key, name in order.items()
    ]


def _identifiers(name: str) -> tuple[tuple[str, str], ...]:
    """Return the identifier in place of a name (``ons:E09000007``), or the known ones."""
    scheme, colon, code = name.partition(":")
    if colon and scheme.strip().lower() in known.SCHEMES:
        return ((scheme.strip().lower(), code.strip().upper()),)
    body = known.find(name)
    return body.identifiers if body else ()


def _spelling(name: str) -> str:
    scheme, colon, code = name.partition(":")
    if not (colon and scheme.strip().lower() in known.SCHEMES):
        return name
    body = known.find_identified(scheme.strip().lower(), code)
    return body.title if body else name


def _same(name: str) -> str:
    return known.key(known.title(_spelling(name)))
