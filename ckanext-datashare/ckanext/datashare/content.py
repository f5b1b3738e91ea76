"""Content of our dataset types: written through CKAN's dataset actions, recorded by these hooks.

The chained actions of ``logic/action/dataset.py`` call :func:`prepare_new` and
:func:`prepare_change` before CKAN validates; the plugin's hooks call :func:`created` and
:func:`changed` inside CKAN's transaction, before its commit. Inside a unit of work of ours the
hooks project but record nothing: the unit's own event tells the story. What is an agreement's own
stands in ``agreement_content.py``, what is another type's with the extension that offers it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

import ckan.model as model
import ckan.plugins.toolkit as tk

from . import agreement_content, clock, kinds, unit_of_work
from .audit.record import record
from .interfaces import DatasetType
from .kinds import TYPES
from .lifecycle_keys import strip

__all__ = [
    "TYPES",
    "actor",
    "changed",
    "created",
    "decoded",
    "of",
    "prepare_change",
    "prepare_new",
    "require_offered",
    "shown",
    "snapshot",
]
_BEFORE = "datashare.content_before"
_AGREEMENT = agreement_content.AgreementType()


def require_offered(name: str) -> None:
    """Refuse a type of the suite whose extension is not loaded here.

    :raises ckan.logic.ValidationError: at ``type``
    """
    _kind(name)


def prepare_new(data: dict[str, Any]) -> None:
    """Give a new dataset its name and its privacy, whatever the caller sent.

    :raises ckan.logic.ValidationError: for a life-cycle key, which only our actions write.
    """
    kind = _kind(str(data["type"]))
    strip(data, stored={"private": not kind.public, "state": "active"})
    data["name"] = kind.dataset_name(data)
    data["private"] = not kind.public
    data["state"] = "active"


def prepare_change(package: model.Package, data: dict[str, Any]) -> None:
    """Drop life-cycle keys that equal what is stored, and remember the content as it stands.

    :raises ckan.logic.ValidationError: for a life-cycle key with another value, and for resources
        that come from elsewhere than our document actions.
    """
    strip(data, stored=_lifecycle(package))
    data["name"] = package.name
    data["private"] = package.private
    data["state"] = package.state
    if unit_of_work.current() is None:
        _refuse_other_resources(package, data)
    model.Session.info.setdefault(_BEFORE, {})[package.id] = snapshot(package)


def created(context: dict[str, Any], pkg_dict: dict[str, Any]) -> None:
    """Give a new dataset its rows and record ``<type>:content:created``."""
    package = model.Package.get(pkg_dict["id"])
    if package is None or package.type not in TYPES:
        return
    kind, content = _kind(package.type), snapshot(package)
    at, by = clock.now(), actor(context)
    _check(kind.refusals(package, {}, _decoded(content)))
    kind.created(package, content, by=by, at=at)
    if unit_of_work.current() is None:
        _record("created", kind, package, by=by, at=at, **kind.facts(package, {}, content))


def changed(context: dict[str, Any], pkg_dict: dict[str, Any]) -> None:
    """Check the change, bring the rows in line, record ``<type>:content:changed``."""
    package = model.Package.get(pkg_dict["id"])
    if package is None or package.type not in TYPES:
        return
    kind, content = _kind(package.type), snapshot(package)
    before = model.Session.info.get(_BEFORE, {}).pop(package.id, None)
    if before is None or not kind.lock(package):
        _refuse({"id": [tk._("Change this through its own page or package_update.")]})
    inside = unit_of_work.current() is not None
    if not inside:
        _check(kind.refusals(package, _decoded(before), _decoded(content)))
    at, by = clock.now(), actor(context)
    kind.changed(package, content, by=by, at=at)
    if not inside:
        _record("changed", kind, package, by=by, at=at, **kind.facts(package, before, content))


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
    keys = _lifecycle(package)
    parties = keys.pop("parties", {}) if package.type == kinds.AGREEMENT else {}
    pkg_dict.update(keys)
    for row in pkg_dict.get("parties") or []:
        if isinstance(row, dict):
            row.update(parties.get(row.get("body"), {}))
    return pkg_dict


def of(package_id: str) -> dict[str, Any]:
    """Return the stored content of a dataset as data, with its id, name and life cycle.

    Lists are lists, rows are lists of dictionaries; nothing of a reader's rights is asked.

    :raises LookupError: when there is no such dataset
    """
    package = model.Package.get(package_id)
    if package is None:
        raise LookupError(f"no dataset {package_id}")
    keys = _lifecycle(package)
    if package.type == kinds.AGREEMENT:
        keys.pop("parties", None)
    return {**keys, **_decoded(snapshot(package)), "id": package.id, "type": package.type}


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


def actor(context: dict[str, Any]) -> str:
    """Return the id of the user behind a call, or ``system:site`` for CKAN itself."""
    user = context.get("auth_user_obj") or model.User.get(context.get("user") or "")
    return str(user.id) if user is not None and not user.is_anonymous else "system:site"


def _kind(name: str) -> DatasetType:
    kind = _AGREEMENT if name == kinds.AGREEMENT else kinds.offered(name)
    if kind is None:
        _refuse({"type": [tk._("This site does not offer datasets of this type.")]})
    return kind


def _lifecycle(package: model.Package) -> dict[str, Any]:
    kind = _AGREEMENT if package.type == kinds.AGREEMENT else kinds.offered(package.type)
    keys = kind.lifecycle(package) if kind is not None else {}
    return {**keys, "name": package.name, "private": package.private, "state": package.state}


def _record(
    verb: str, kind: DatasetType, package: model.Package, *, by: str, at: Any, **facts: Any
) -> None:
    record(
        f"{package.type}:content:{verb}",
        (package.type, package.id),
        by=by,
        at=at,
        body=package.owner_org,
        within_core=True,
        **kind.log(package),
        **facts,
    )


def _decoded(content: Mapping[str, Any]) -> dict[str, Any]:
    return {field: decoded(value) for field, value in content.items()}


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


def _check(problems: dict[str, list[str]]) -> None:
    if problems:
        _refuse(problems)


def _refuse(errors: dict[str, list[str]]) -> NoReturn:
    """Raise, and first roll back: a caller that swallows the error must not commit half of it."""
    model.Session.rollback()
    raise tk.ValidationError(errors)
