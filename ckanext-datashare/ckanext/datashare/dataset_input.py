"""What comes into a dataset action, brought into shape before CKAN and scheming look at it.

Rows of repeating fields are read from the form's names, blanks fall away, and what could only
fail later or never end (wrong types, huge values, characters no database keeps) is refused at
the field it came in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from .domain import form_rows, text
from .schemas import definition

MAX_VALUE = 100_000  # characters of one value; each field's own limit is lower
MAX_TOTAL = 5_000_000  # characters of the whole dictionary
MAX_VALUES = 40_000
# Core's own fields that our types do not have: free words about people, places and tags.
_NOT_OURS = (
    *("author", "author_email", "maintainer", "maintainer_email", "license_id", "url"),
    *("tags", "tag_string", "groups", "extras", "plugin_data"),
    *("relationships_as_object", "relationships_as_subject"),
)
_TEXT_OR_LIST = {"choices", "lines"}


def accept(data: dict[str, Any], *, schema: str = "agreement") -> None:
    """Bring ``data`` into shape, in place.

    Looks at shape alone: nothing here tells whether something exists.

    :raises ckan.logic.ValidationError: with the sentence at its field.
    """
    _refuse_if(_oversized(data))
    fields = definition.fields(schema)
    try:
        _expand(data, fields)
    except form_rows.RowRefused as refusal:
        raise tk.ValidationError({refusal.field: [tk._(str(refusal))]}) from refusal
    errors: dict[str, Any] = {}
    for name in _NOT_OURS:
        if data.get(name):
            errors[name] = [tk._("There is no such field here.")]
    for name, known in fields.items():
        if name in data and (found := _shape(known, data[name])):
            errors[name] = found
    if "resources" in data and not _is_rows(data["resources"] or []):
        errors["resources"] = [tk._("Enter a list of objects.")]
    _refuse_if(errors)


def refuse_unnameable(data: Mapping[str, Any], *names: str) -> None:
    """Refuse lists and objects where a dataset is named, before anything looks one up.

    :raises ckan.logic.ValidationError: with the sentence at its key.
    """
    wrong = [name for name in names if isinstance(data.get(name), list | dict)]
    sentence = tk._("Enter one value here, not a list or an object.")
    _refuse_if({name: [sentence] for name in wrong})


def _expand(data: dict[str, Any], fields: Mapping[str, definition.Field]) -> None:
    """Put rows into lists; rows typed into a form win over the list that was stored."""
    repeating = {name: known for name, known in fields.items() if known.kind == "rows"}
    rest, found = form_rows.expand(
        data, fields={name: set(known.subfields) for name, known in repeating.items()}
    )
    for name in repeating:
        rows = found.get(name, rest.get(name))
        if isinstance(rows, list) and _is_rows(rows):
            rows = form_rows.limited([dict(row) for row in rows], field=name)
        if rows or name in found:
            rest[name] = rows
    data.clear()
    data.update({name: rows for name, rows in rest.items() if name not in repeating or rows != []})


def _shape(known: definition.Field, value: Any) -> list[Any]:
    """Return the mistakes in the shape of one field's value, as CKAN lists errors."""
    if value is None or value == "":
        return []
    if known.kind != "rows":
        return [] if _is_leaf(known, value) else [_wrong_type(known)]
    if not _is_rows(value):
        return [tk._("Enter a list of rows, each an object.")]
    found = [_row(known, row) for row in value]
    return found if any(found) else []


def _row(known: definition.Field, row: dict[str, Any]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for part, value in row.items():
        subfield = known.subfields.get(part)
        if subfield is None:
            if part not in known.life_cycle:
                errors[part] = [tk._("These rows have no such part.")]
        elif not _is_leaf(subfield, value):
            errors[part] = [_wrong_type(subfield)]
    return errors


def _is_leaf(known: definition.Field, value: Any) -> bool:
    if isinstance(value, dict):
        return known.kind == "source_words"
    if isinstance(value, list):
        if known.kind == "flag":  # a tick box posts its hidden twin too
            return all(isinstance(item, str | bool) for item in value)
        return known.kind in _TEXT_OR_LIST and all(isinstance(item, str) for item in value)
    return True


def _wrong_type(known: definition.Field) -> str:
    if known.kind in _TEXT_OR_LIST:
        return str(tk._("Enter a list of words."))
    return str(tk._("Enter one value here, not a list or an object."))


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, dict) and all(isinstance(part, str) for part in row) for row in value
    )


def _oversized(data: dict[str, Any]) -> dict[str, list[str]]:
    """Return the first value that is too large or cannot be stored, by the name of its field."""
    total = values = 0
    for name, value in data.items():
        for item in _strings(value, depth=0):
            if item is None:
                return {_field_of(name): [tk._("Lists within lists go too deep here.")]}
            values += 1
            total += len(item)
            if len(item) > MAX_VALUE:
                refusal: ValueError = text.TooLong(
                    found=len(item), limit=MAX_VALUE, unit="characters"
                )
                return {_field_of(name): [tk._(str(refusal))]}
            try:
                text.refuse_characters(item)
            except text.CharacterRefused as refused:
                return {_field_of(name): [tk._(str(refused))]}
        if total > MAX_TOTAL or values > MAX_VALUES:
            return {_field_of(name): [tk._("This is too much for one entry.")]}
    return {}


def _strings(value: Any, *, depth: int) -> Iterator[str | None]:
    """Yield every text in a value, and None where it goes deeper than any field of ours."""
    if isinstance(value, str):
        yield value
    elif depth > 5:
        yield None
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item, depth=depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item, depth=depth + 1)
    else:
        yield ""


def _field_of(name: str) -> str:
    return str(name).split("-", 1)[0][:60]


def _refuse_if(errors: dict[str, Any]) -> None:
    if not errors:
        return
    if "tags" in errors:  # CKAN reads its errors about tags one tag at a time
        errors["tags"] = [{"name": errors["tags"]}]
    raise tk.ValidationError(errors)
