"""An imported row as a dataset: the dictionary for the dataset actions, and what they store."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import ckan.lib.plugins as lib_plugins
import ckan.model as model

from .. import dataset_input
from ..domain.imported import ImportedRow
from ..domain.reference import draft_name
from ..domain.state import Origin
from ..schemas.definition import fields
from . import known
from .match import Bodies

TYPE = "agreement"
_MAX_LINE = 500


class EntryRefused(ValueError):
    """The agreement's validators refuse a row; the message names each field."""

    def __init__(self, errors: Mapping[str, Any]) -> None:
        super().__init__("; ".join(f"{field}: {_words(said)}" for field, said in errors.items()))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row whose bodies are found and whose values are checked.

    ``data`` is for a dataset action; ``content`` is what it would store: field name to value,
    repeating fields as JSON text, as ``content.snapshot`` gives it.
    """

    row: ImportedRow
    data: Mapping[str, Any]
    content: Mapping[str, str]


def context(user: str) -> dict[str, Any]:
    """Return a fresh context of the site itself: whoever runs the import has its settings."""
    return {"model": model, "session": model.Session, "user": user, "ignore_auth": True}


def prepare(row: ImportedRow, bodies: Bodies) -> Entry:
    """Find the bodies of ``row`` and check its values.

    :raises match.BodyWaits: when a body is missing
    :raises EntryRefused: when a value is wrong
    """
    ids = {party.name: bodies.id_of(party) for party in row.parties}
    data = _data(row, ids, bodies)
    if bodies.imagined.intersection(ids.values()):
        tried = _without(data, bodies)
        return Entry(row, data, checked(tried, user=bodies.user, passing=("owner_org",)))
    return Entry(row, data, checked(data, user=bodies.user))


def checked(data: Mapping[str, Any], *, user: str, passing: Collection[str] = ()) -> dict[str, str]:
    """Return what a dataset action would store of ``data``; the validators are the action's own.

    :param user: name of the user who stands for the site
    :param passing: fields whose errors do not count
    :raises EntryRefused: naming each field
    """
    plugin = lib_plugins.lookup_package_plugin(TYPE)
    given = {**data, "name": draft_name()}
    dataset_input.accept(given)
    validated, errors = lib_plugins.plugin_validate(
        plugin, context(user), given, plugin.create_package_schema(), "package_create"
    )
    errors = {field: said for field, said in errors.items() if field not in passing}
    if errors:
        raise EntryRefused(errors)
    content = {extra["key"]: extra["value"] for extra in validated.get("extras", [])}
    for column in ("title", "owner_org", "notes"):
        content[column] = validated.get(column)
    return {name: value for name, value in content.items() if value not in (None, "", [])}


def _data(row: ImportedRow, ids: Mapping[str, str], bodies: Bodies) -> dict[str, Any]:
    values = {name: value for name, value in row.fields.items() if name in fields(TYPE)}
    data: dict[str, Any] = {
        **values,
        "type": TYPE,
        "owner_org": ids[row.lead.name],
        "private": False,
        "origin": Origin.IMPORTED.value,
        "source": row.source,
        "source_id": row.source_id,
        "parties": _parties(row, ids, bodies),
    }
    if row.source_version:
        data["source_version"] = row.source_version
    if row.source_words:
        data["source_words"] = dict(row.source_words)
    releases = values.get("releases")
    if isinstance(releases, list):
        by_key = {known.key(name): body for name, body in ids.items()}
        data["releases"] = [_release(release, by_key) for release in releases]
    return data


def _without(data: Mapping[str, Any], bodies: Bodies) -> dict[str, Any]:
    """Return ``data`` for a dry run, with the bodies that are not made yet by name alone."""
    parties = [
        {**{part: said for part, said in row.items() if part != "body"}, "body_words": title}
        if (title := bodies.title(row["body"])) and row["body"] in bodies.imagined
        else row
        for row in data["parties"]
    ]
    releases = [
        {part: said for part, said in row.items() if part != "recipient"}
        for row in data.get("releases", [])
    ]
    return {**data, "parties": parties, **({"releases": releases} if releases else {})}


def _release(release: Mapping[str, Any], by_key: Mapping[str, str]) -> dict[str, Any]:
    recipient = by_key.get(known.key(str(release.get("recipient_words", ""))))
    return {**release, "recipient": recipient} if recipient else dict(release)


def _parties(row: ImportedRow, ids: Mapping[str, str], bodies: Bodies) -> list[dict[str, Any]]:
    """Return one row a body: two names of one body are one party that does what both do."""
    merged: dict[str, dict[str, Any]] = {}
    for party in row.parties:
        body = ids[party.name]
        found = merged.setdefault(body, {"body": body})
        if party.name != bodies.title(body) and "body_words" not in found:
            found["body_words"] = party.name[:_MAX_LINE]
        if party.role and "role" not in found:
            found["role"] = party.role
        for does in ("discloses", "receives"):
            said = getattr(party, does)
            if said is not None:
                found[does] = bool(said or found.get(does))
        if party.to_check:
            found["to_check"] = party.to_check[:_MAX_LINE]
    return list(merged.values())


def _words(said: Any) -> str:
    """Return CKAN's errors of one field as text; those of a repeating field stand by row."""
    if isinstance(said, dict):
        return ", ".join(f"{name}: {_words(inner)}" for name, inner in said.items())
    if isinstance(said, list):
        return " ".join(_words(inner) for inner in said if inner)
    return str(said)
