"""Changes an imported agreement as its source changed: through the dataset action, one event."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk

from .. import agreement_content, content
from ..audit.record import record
from ..model.agreement import Agreement
from ..schemas.definition import fields
from ..unit_of_work import unit_of_work
from .entry import TYPE, Entry, context

# What a dataset keeps that no source states.
_NOT_CONTENT = ("resources",)


def difference(entry: Entry, package_id: str) -> list[str]:
    """Return the fields in which ``entry`` differs from what is stored, in alphabetical order.

    Fields that people may change here after registration and that the source is silent about
    are theirs.
    """
    stored = content.snapshot(model.Package.get(package_id))
    return sorted(
        name
        for name in stored.keys() | entry.content.keys()
        if name not in _NOT_CONTENT
        and not _is_ours(name, entry)
        and not _same(stored.get(name), entry.content.get(name))
    )


def change(entry: Entry, row: Agreement, *, by: str, user: str, at: datetime) -> list[str]:
    """Bring ``row``'s dataset to what the source says now; one public event with both values.

    :returns: the fields that changed
    :raises ckan.logic.ValidationError: when the action refuses a value
    """
    package_id = row.package_id
    with unit_of_work() as unit:
        before = content.snapshot(model.Package.get(package_id))
        shown = tk.get_action("package_show")(
            dict(context(user), use_cache=False), {"id": package_id}
        )
        kept = {
            name: shown[name] for name in fields(TYPE) if name in shown and _is_ours(name, entry)
        }
        data = {**kept, **entry.data, "id": package_id, "resources": shown.get("resources", [])}
        data.pop("private", None)
        tk.get_action("package_update")(
            dict(context(user), defer_commit=True, return_id_only=True), data
        )
        package = model.Package.get(package_id)
        package.metadata_modified = at.replace(tzinfo=None)
        row = Agreement.get(package_id, lock=True) or row
        row.changed_at = at
        model.Session.flush()
        after = content.snapshot(package)
        changed = sorted(
            name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
        )
        facts: dict[str, Any] = {}
        if row.source_version:
            facts["source_version"] = row.source_version
        record(
            "agreement:content:changed",
            ("agreement", package_id),
            by=by,
            at=at,
            body=row.lead,
            reference=row.reference,
            version=row.version,
            fields=changed,
            changes=agreement_content.changes(before, after, changed),
            **facts,
        )
        unit.index(package_id)
    return changed


def _is_ours(name: str, entry: Entry) -> bool:
    known: Mapping[str, Any] = fields(TYPE)
    return name in known and not known[name].material and name not in entry.content


def _same(stored: Any, wanted: Any) -> bool:
    if stored == wanted:
        return True
    try:
        return bool(json.loads(stored) == json.loads(wanted))
    except (TypeError, ValueError):
        return False
