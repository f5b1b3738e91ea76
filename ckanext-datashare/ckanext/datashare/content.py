"""Content of our dataset types: written through CKAN's dataset actions, recorded by these hooks.

The chained actions of ``logic/action/dataset.py`` call :func:`prepare_new` and
:func:`prepare_change` before CKAN validates; the plugin's hooks call :func:`created` and
:func:`changed` inside CKAN's transaction, before its commit. Inside a unit of work of ours the
hooks project but record nothing: the unit's own event tells the story.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

import ckan.model as model
import ckan.plugins.toolkit as tk

from . import clock, projection, schemas, unit_of_work
from .audit.record import record
from .domain.reference import draft_name
from .domain.state import Origin, State
from .lifecycle_keys import strip
from .model.agreement import Agreement

TYPES = frozenset({"agreement"})
_BEFORE = "datashare.content_before"
# What a registered agreement may still change: fields marked ``material: false`` in the schema.
_WRITABLE = {State.DRAFT}
_AMENDABLE = {State.DRAFT, State.REGISTERED, State.SUSPENDED}


def prepare_new(data: dict[str, Any]) -> None:
    """Give a new draft its random name and keep it private, whatever the caller sent.

    :raises ckan.logic.ValidationError: for a life-cycle key, which only our actions write.
    """
    strip(data, stored={"private": True, "state": "active"})
    data["name"] = draft_name()
    data["private"] = True
    data["state"] = "active"


def prepare_change(package: model.Package, data: dict[str, Any]) -> None:
    """Drop life-cycle keys that equal what is stored, and remember the content as it stands.

    :raises ckan.logic.ValidationError: for a life-cycle key with another value, and for resources
        that come from elsewhere than our document actions.
    """
    strip(data, stored=projection.lifecycle(package))
    data["name"] = package.name
    data["private"] = package.private
    data["state"] = package.state
    if unit_of_work.current() is None:
        _refuse_other_resources(package, data)
    model.Session.info.setdefault(_BEFORE, {})[package.id] = snapshot(package)


def created(context: dict[str, Any], pkg_dict: dict[str, Any]) -> None:
    """Project a new dataset and record ``agreement:content:created``."""
    package = model.Package.get(pkg_dict["id"])
    if package is None or package.type not in TYPES:
        return
    at, by = clock.now(), actor(context)
    content = snapshot(package)
    _refuse_second_copy(content)
    projection.create(package, content, by=by, at=at)
    if unit_of_work.current() is None:
        record(
            "agreement:content:created",
            (package.type, package.id),
            by=by,
            at=at,
            body=package.owner_org,
            within_core=True,
            origin=content.get("origin") or Origin.EXISTING.value,
        )


def changed(context: dict[str, Any], pkg_dict: dict[str, Any]) -> None:
    """Check that the state allows the change, project it, record ``agreement:content:changed``."""
    package = model.Package.get(pkg_dict["id"])
    if package is None or package.type not in TYPES:
        return
    content = snapshot(package)
    before = model.Session.info.get(_BEFORE, {}).pop(package.id, None)
    row = Agreement.get(package.id, lock=True)
    if row is None or before is None:
        _refuse({"id": [tk._("Change an agreement through its own page or package_update.")]})
    fields = sorted(key for key in before.keys() | content if before.get(key) != content.get(key))
    inside = unit_of_work.current() is not None
    if not inside:
        _check_allowed(row, before, content, fields)
    at = clock.now()
    projection.change(package, content, at=at)
    if inside:
        return
    facts: dict[str, Any] = {"fields": fields}
    if row.registered_at is not None:  # public: old and new value stand in the log
        facts["changes"] = changes(before, content, fields)
    record(
        "agreement:content:changed",
        (package.type, package.id),
        by=actor(context),
        at=at,
        body=package.owner_org,
        reference=row.reference,
        version=row.version,
        within_core=True,
        **facts,
    )


def shown(context: dict[str, Any], pkg_dict: dict[str, Any]) -> dict[str, Any]:
    """Add the life cycle to a dictionary that is shown: it lives in our tables, not in the dataset.

    Also for updates: read-modify-write sends the same keys back and :func:`prepare_change` takes
    them out again.
    """
    if pkg_dict.get("type") not in TYPES:
        return pkg_dict
    package = model.Package.get(pkg_dict["id"])
    if package is None:
        return pkg_dict
    keys = projection.lifecycle(package)
    parties = keys.pop("parties", {})
    pkg_dict.update(keys)
    for row in pkg_dict.get("parties") or []:
        if isinstance(row, dict):
            row.update(parties.get(row.get("body"), {}))
    return pkg_dict


def snapshot(package: model.Package) -> dict[str, Any]:
    """Return the stored content: field name to value, repeating fields as JSON text."""
    content: dict[str, Any] = dict(package.extras or {})
    content.update(
        title=package.title,
        owner_org=package.owner_org,
        notes=package.notes,
        resources=json.dumps(
            [[r.id, r.url, r.name, r.format] for r in package.resources if r.state == "active"]
        ),
    )
    return {key: value for key, value in content.items() if value not in (None, "", [])}


def decoded(value: Any) -> Any:
    """Return a stored value as data: scheming keeps lists and rows as JSON text."""
    if isinstance(value, str) and value[:1] == "[" and value[-1:] == "]":
        try:
            return json.loads(value)
        except ValueError:
            return value  # a text that happens to stand in brackets
    return value


def changes(before: dict[str, Any], after: dict[str, Any], fields: list[str]) -> str:
    """Return old and new value of each field as JSON text, for the public log."""
    return json.dumps(
        {field: [before.get(field), after.get(field)] for field in fields}, ensure_ascii=False
    )


def actor(context: dict[str, Any]) -> str:
    """Return the id of the user behind a call, or ``system:site`` for CKAN itself."""
    user = context.get("auth_user_obj") or model.User.get(context.get("user") or "")
    return str(user.id) if user is not None and not user.is_anonymous else "system:site"


def _refuse_second_copy(content: dict[str, Any]) -> None:
    """Say at the field what the unique constraint would say without words."""
    source, source_id = content.get("source"), content.get("source_id")
    if source and source_id and Agreement.of_source(source, source_id) is not None:
        _refuse({"source_id": [tk._("This agreement of the source is in the register already.")]})


def _check_allowed(
    row: Agreement, before: dict[str, Any], after: dict[str, Any], names: list[str]
) -> None:
    state = row.state
    if state in _WRITABLE:
        return
    if state not in _AMENDABLE:
        _refuse({"id": [tk._("This agreement cannot be changed in its present state.")]})
    known = schemas.fields("agreement")
    refused = {
        name: [tk._("This cannot change after registration: register a new version.")]
        for name in names
        if name not in known or _fixed(name, before.get(name)) != _fixed(name, after.get(name))
    }
    if refused:
        _refuse(refused)


def _fixed(name: str, value: Any) -> Any:
    return schemas.material_part(name, decoded(value))


def _refuse_other_resources(package: model.Package, data: dict[str, Any]) -> None:
    """Public copies come through ``datashare_document_publish``, which shows the scan first."""
    if "resources" not in data:
        return
    stored = {r.id: r.url for r in package.resources if r.state == "active"}
    sent = data["resources"] or []
    if {r.get("id") for r in sent if isinstance(r, dict)} != set(stored) or any(
        r.get("upload") for r in sent
    ):
        _refuse({"resources": [tk._("Add documents with datashare_document_upload.")]})


def _refuse(errors: dict[str, list[str]]) -> NoReturn:
    """Raise, and first roll back: a caller that swallows the error must not commit half of it."""
    model.Session.rollback()
    raise tk.ValidationError(errors)
