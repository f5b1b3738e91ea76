"""Validators of our schemas: each refuses with a sentence that says what to enter instead.

Functions marked ``scheming_validator`` receive the field's definition and return the validator.
Values in rows of repeating fields keep their JSON type; a value of the dataset itself is stored
as text, lists and objects as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.scheming.validation import scheming_validator

from .. import vocabulary
from ..bodies import find_id
from ..domain import calendar_day, consistency, duration, text

_MAX_LINE, _MAX_TEXT, _MAX_ITEMS, _MAX_LINK = 500, 20_000, 200, 2000
_MAILBOX = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_LINK = re.compile(r"https?://[^\s/@<>\"'\\]+(?:[/?#][^\s<>\"\\]*)?", re.IGNORECASE)
_PLACE = re.compile(r"[a-z][a-z0-9_]{0,60}(?:\[[0-9]{1,3}\]\.[a-z0-9_]{1,60})?")
_YES, _NO = {"yes", "true", "on", "1"}, {"no", "false", "off", "0"}

__all__ = [
    "datashare_agreement_consistent",
    "datashare_body",
    "datashare_choice",
    "datashare_choices",
    "datashare_date",
    "datashare_duration",
    "datashare_flag",
    "datashare_identifier",
    "datashare_line",
    "datashare_lines",
    "datashare_link",
    "datashare_list_output",
    "datashare_mailbox",
    "datashare_object_output",
    "datashare_optional",
    "datashare_required",
    "datashare_source_words",
    "datashare_text",
    "datashare_whole_number",
    "datashare_yes_no",
]


def _is_blank(value: Any) -> bool:
    return value is tk.missing or value is None or value == [] or str(value).strip() == ""


def _refusing(error: type[ValueError], parse: Callable[[], Any]) -> Any:
    try:
        return parse()
    except error as refusal:
        raise tk.Invalid(tk._(str(refusal))) from refusal


@scheming_validator
def datashare_required(field: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Refuse an empty value."""

    def validator(key: Any, data: Any, errors: Any, context: Any) -> None:
        if _is_blank(data.get(key)):
            label = tk._(field["label"])
            errors[key].append(tk._("Enter an answer for “{label}”.").format(label=label))
            raise tk.StopOnError

    return validator


def datashare_optional(key: Any, data: Any, errors: Any, context: Any) -> None:
    """Store nothing where nothing was entered; ``false`` and zero are answers."""
    if _is_blank(data.get(key)):
        data.pop(key, None)
        raise tk.StopOnError


@scheming_validator
def datashare_line(field: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Accept one line of text."""
    limit = field.get("max_chars", _MAX_LINE)
    return lambda value: _refusing(text.TextRefused, lambda: text.line(value, max_chars=limit))


@scheming_validator
def datashare_text(field: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Accept text; markup is kept as the characters it is."""
    chars, words = field.get("max_chars", _MAX_TEXT), field.get("max_words")
    return lambda value: _refusing(
        text.TextRefused, lambda: text.clean(value, max_chars=chars, max_words=words)
    )


@scheming_validator
def datashare_lines(field: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Accept a list of texts, or text with one of them on each line."""
    limit = field.get("max_chars", _MAX_LINE)

    def validator(key: Any, data: Any, errors: Any, context: Any) -> None:
        items = [
            _refusing(text.TextRefused, partial(text.line, item, max_chars=limit))
            for item in _list(data[key], split=True)
        ]
        _store(key, data, list(dict.fromkeys(item for item in items if item)))

    return validator


@scheming_validator
def datashare_choice(field: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Accept one value of the field's list."""
    return lambda value: _of_list(field["vocabulary"], value)


@scheming_validator
def datashare_choices(field: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Accept values of the field's list, kept in the list's order."""

    def validator(key: Any, data: Any, errors: Any, context: Any) -> None:
        chosen = {_of_list(field["vocabulary"], item) for item in _list(data[key])}
        _store(key, data, [term for term in vocabulary.load(field["vocabulary"]) if term in chosen])

    return validator


def datashare_yes_no(value: Any) -> str:
    """Accept yes or no, in words or as true and false; stored as ``yes`` or ``no``."""
    return "yes" if datashare_flag(value) else "no"


def datashare_flag(value: Any) -> bool:
    """Accept yes or no, in words or as true and false; a form's tick box posts both."""
    if isinstance(value, list) and value:
        value = value[-1]
    word = str(value).strip().lower() if isinstance(value, bool | str | int) else ""
    if word not in _YES | _NO:
        raise tk.Invalid(tk._("Choose yes or no."))
    return word in _YES


def datashare_date(value: Any) -> str:
    """Accept a day; stored as ``YYYY-MM-DD``."""
    day = _refusing(calendar_day.NotADay, lambda: calendar_day.parse(value))
    return str(day.isoformat())


def datashare_duration(value: Any) -> str:
    """Accept a length of time; stored as an ISO 8601 duration."""
    words = _refusing(text.TextRefused, lambda: text.line(value, max_chars=100))
    return str(_refusing(duration.NotADuration, lambda: duration.parse(words)))


@scheming_validator
def datashare_whole_number(field: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Accept a whole number from 0 to the field's ``maximum``."""
    maximum = field.get("maximum", 1_000_000_000)

    def validator(value: Any) -> str:
        digits = "" if isinstance(value, bool) else str(value).strip()[:20]
        if not (digits.isascii() and digits.isdigit() and int(digits) <= maximum):
            sentence = tk._("Enter a whole number from 0 to {maximum}.")
            raise tk.Invalid(sentence.format(maximum=f"{maximum:,}"))
        return str(int(digits))

    return validator


def datashare_body(key: Any, data: Any, errors: Any, context: Any) -> None:
    """Accept the id, address or name of a body; stored as its id.

    Core's validator of the lead comes after it, and must not see what is no body.
    """
    try:
        named = text.line(data[key], max_chars=300)
    except text.TextRefused as refusal:
        errors[key].append(tk._(str(refusal)))
        raise tk.StopOnError from refusal
    found = find_id(named)
    if found is None:
        sentence = tk._("No organisation here is called “{name}”. Choose one from the list.")
        errors[key].append(sentence.format(name=named))
        raise tk.StopOnError
    data[key] = found


def datashare_mailbox(value: Any) -> str:
    """Accept an e-mail address."""
    address = _refusing(text.TextRefused, lambda: text.line(value, max_chars=254))
    if not _MAILBOX.fullmatch(address):
        raise tk.Invalid(tk._("Enter an e-mail address like team@example.gov.uk."))
    return str(address)


def datashare_link(value: Any) -> str:
    """Accept the address of a page, http or https and without a password in it."""
    address = _refusing(text.TextRefused, lambda: text.line(value, max_chars=_MAX_LINK))
    if not _LINK.fullmatch(address):
        raise tk.Invalid(tk._("Enter a web address that starts with https://"))
    return str(address)


@scheming_validator
def datashare_identifier(field: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Accept a code of the form the field's ``pattern`` gives."""

    def validator(value: Any) -> str:
        code = _refusing(text.TextRefused, lambda: text.line(value, max_chars=50))
        code = code.replace(" ", "").upper()
        if not re.fullmatch(field["pattern"], code):
            sentence = tk._("Enter a code like {example}.")
            raise tk.Invalid(sentence.format(example=field["example"]))
        return str(code)

    return validator


def datashare_source_words(key: Any, data: Any, errors: Any, context: Any) -> None:
    """Accept an object from field (``method``, ``parties[2].role``) to the source's own words."""
    value = data[key]
    if isinstance(value, str):
        value = _refusing(ValueError, lambda: _json(value))
    if not isinstance(value, dict) or len(value) > _MAX_ITEMS:
        raise tk.Invalid(tk._("Enter the source's words field by field."))
    if not all(isinstance(place, str) and _PLACE.fullmatch(place) for place in value):
        raise tk.Invalid(tk._("Name a field of this form beside each of the source's words."))
    kept = {
        place: _refusing(text.TextRefused, partial(text.clean, words, max_chars=_MAX_TEXT))
        for place, words in value.items()
    }
    data[key] = json.dumps(kept, ensure_ascii=False)


def datashare_list_output(value: Any) -> Any:
    """Return a stored list as a list."""
    return json.loads(value) if isinstance(value, str) and value.startswith("[") else value


def datashare_object_output(value: Any) -> Any:
    """Return a stored object as an object."""
    return json.loads(value) if isinstance(value, str) and value.startswith("{") else value


def datashare_agreement_consistent(key: Any, data: Any, errors: Any, context: Any) -> None:
    """Refuse what contradicts itself or stands there twice, and give each use a short name."""
    found = {name[0]: value for name, value in data.items() if len(name) == 1}
    parties, uses = _rows(data, "parties"), _rows(data, "purposes")
    for place, sentence in (
        *consistency.dates(found),
        *consistency.parties(parties),
        *consistency.purposes(uses),
    ):
        if not errors.get(place):
            errors[place] = [tk._(sentence)]
    if errors.get(("owner_org",)):  # core repeats the same at a key nobody typed
        errors[("private",)] = []
    taken = {str(row["id"]) for row in uses if row.get("id")}
    for number, row in enumerate(uses):
        if not row.get("id"):
            name = consistency.slug(str(row.get("title") or ""), taken=taken)
            data["purposes", number, "id"] = name
            taken.add(name)


def _rows(data: Any, field: str) -> list[dict[str, Any]]:
    rows: dict[int, dict[str, Any]] = {}
    for name, value in data.items():
        if len(name) == 3 and name[0] == field and value is not tk.missing:
            rows.setdefault(name[1], {})[name[2]] = value
    return [rows.get(number, {}) for number in range(max(rows, default=-1) + 1)]


def _of_list(name: str, value: Any) -> str:
    terms = vocabulary.load(name)
    word = value.strip() if isinstance(value, str) else value
    if isinstance(word, str) and word in terms:
        return word
    sentence = tk._("“{value}” is not on the list.").format(value=str(word)[:60])
    if len(terms) <= 12:
        sentence += " " + tk._("Use one of: {choices}.").format(choices=", ".join(terms))
    raise tk.Invalid(sentence)


def _list(value: Any, *, split: bool = False) -> Sequence[Any]:
    """Return the non-blank items of a list, of its JSON text, or of one value."""
    if isinstance(value, str) and value.startswith("["):
        value = _refusing(ValueError, lambda: _json(value))
    elif isinstance(value, str):
        value = value.splitlines() if split else [value]
    if not isinstance(value, list) or len(value) > _MAX_ITEMS:
        sentence = tk._("Enter a list of at most {limit} values.")
        raise tk.Invalid(sentence.format(limit=_MAX_ITEMS))
    return [item for item in value if not _is_blank(item)]


def _json(value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ValueError("Enter a list or an object as JSON, or plain text.") from None


def _store(key: Any, data: Any, items: list[str]) -> None:
    """Keep a list: as JSON text for the dataset itself, as it is in a row."""
    if not items:
        data.pop(key, None)
        raise tk.StopOnError
    data[key] = items if len(key) > 1 else json.dumps(items, ensure_ascii=False)
