"""Template helpers, all named ``datashare_*``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk

from . import act_words, bodies, field_text, flow, form, london, vocabulary
from .model.notice import Notice
from .schemas import definition

_SCHEMAS = {"organization": "body"}


def datashare_choices(field: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the choices of a scheming field from its list of values."""
    return vocabulary.choices(field["vocabulary"])


def datashare_label(name: str, term: str) -> str:
    """Return the words for ``term`` of the list ``name``."""
    return vocabulary.label(name, term)


def datashare_question(
    field: Mapping[str, Any], data: Mapping[str, Any], errors: Mapping[str, Any], object_type: str
) -> form.Question:
    """Return a scheming field as our forms show it."""
    schema = _SCHEMAS.get(object_type, object_type)
    return form.question(field["field_name"], data or {}, errors or {}, schema=schema)


def datashare_row_mistakes(field: Mapping[str, Any], errors: list[Any]) -> list[form.Mistake]:
    """Return the mistakes in a repeating field of scheming's, each with a link to its place."""
    name = field["field_name"]
    asked = form.question(name, {name: [{"": " "}] * len(errors)}, {name: errors})
    return form.mistakes([form.Group("", "", (asked,))], {name: errors})


def datashare_sections(schema: str = "agreement") -> tuple[definition.Section, ...]:
    """Return the sections of a page, each with its fields in order."""
    return definition.sections(schema)


def datashare_field(name: str, schema: str = "agreement") -> definition.Field:
    """Return what the schema says of a field."""
    return definition.fields(schema)[name]


def datashare_part_title(path: str) -> str:
    """Return what a part of a signed text is called: a field's label, or its clause."""
    kind, _, name = path.partition(":")
    known = definition.fields("agreement").get(name) if kind == "field" else None
    if known is not None:
        return str(tk._(known.label))
    return str(tk._("Clause “{name}”").format(name=name.replace("-", " ")))


def datashare_texts(known: definition.Field, value: Any) -> list[str]:
    """Return a field's value in words, one text for each item; none where nothing is known."""
    return field_text.texts(known, value)


def datashare_value(name: str, value: Any, schema: str = "agreement") -> str:
    """Return a field's value in words, or “Not stated by the source”."""
    known = definition.fields(schema)[name]
    return "; ".join(field_text.texts(known, value)) or field_text.not_stated()


def datashare_duration_words(stored: str) -> str:
    """Return “3 years 11 months” for ``P3Y11M``."""
    return field_text.duration_words(stored)


def datashare_day_words(stored: str) -> str:
    """Return “27 March 2026” for ``2026-03-27``."""
    return field_text.day_words(stored)


def datashare_body_title(body: str) -> str:
    """Return the name of the body with this id."""
    return bodies.title(body)


def datashare_body_titles() -> list[str]:
    """Return the names of bodies to choose from while typing."""
    return bodies.titles()


def datashare_notice_count() -> int:
    """Return how many notices the reader has not marked as read; none for a visitor."""
    user = tk.current_user
    return 0 if user.is_anonymous else Notice.count(user.id, unread=True)


def datashare_moment_words(stored: str) -> str:
    """Return “10:04am, 12 May 2026” in London for a moment in ISO form."""
    local = datetime.fromisoformat(stored).astimezone(london.ZONE)
    return f"{local:%-I:%M}{local:%p}".lower() + f", {local:%-d %B %Y}"


def datashare_named(places: Sequence[flow.Place], most: int = 3) -> str:
    """Return “Camden Council, Hackney Council and 5 others”."""
    return flow.named(tuple(places), most=most)


def datashare_may_add() -> bool:
    """Return whether the reader may add agreements for a body of theirs."""
    if tk.current_user.is_anonymous:
        return False
    asking = {"user": tk.current_user.name}
    mine = tk.get_action("organization_list_for_user")(asking, {"permission": "create_dataset"})
    return any(body["type"] == "organization" for body in mine)


def datashare_truth(value: Any) -> bool:
    """Return whether a stored tick says yes."""
    return flow.truth(value)


def datashare_term(name: str, term: str) -> vocabulary.Term:
    """Return the term of a list; one that the list has no more has itself as label."""
    return vocabulary.load(name).get(term) or vocabulary.Term(term, term)


def datashare_date_of(moment: str) -> str:
    """Return “12 May 2026” in London for a moment in ISO form."""
    return field_text.day_words(london.day(datetime.fromisoformat(moment)).isoformat())


def datashare_today_words() -> str:
    """Return today in London: “12 May 2026”."""
    return field_text.day_words(london.day().isoformat())


def datashare_size_words(size: Any) -> str:
    """Return “240 kB” or “1.2 MB” for a number of bytes."""
    count = int(size)
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, count // 1000)} kB"


def datashare_act_words() -> Mapping[str, act_words.Act]:
    """Return the words of each move of an agreement, by its name."""
    return act_words.MOVES


def datashare_party_act_words() -> Mapping[str, act_words.Act]:
    """Return the words of each act of a party, by its name."""
    return act_words.PARTY_ACTS
