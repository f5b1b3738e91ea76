"""Content of agreements: what a state lets change, and the rows that are made from it."""

from __future__ import annotations

import json
from typing import Any

import ckan.model as model
import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import kinds, projection, schemas
from .domain.reference import draft_name
from .domain.state import Origin, State
from .interfaces import DatasetType, IDataShare, Problems
from .model.agreement import Agreement

_WRITABLE = {State.DRAFT}
# What a registered agreement may still change: fields marked ``material: false`` in the schema.
_AMENDABLE = {State.DRAFT, State.REGISTERED, State.SUSPENDED}


class AgreementType(DatasetType):
    """The register's own dataset type."""

    name = kinds.AGREEMENT

    def dataset_name(self, data: Any) -> str:
        """Return a random name: the reference comes with freezing or registration."""
        return draft_name()

    def refusals(
        self, package: model.Package, before: dict[str, Any], after: dict[str, Any]
    ) -> Problems:
        """Return what the state, the source or a sibling does not allow."""
        if not before and (twice := _second_copy(after)):
            return twice
        if before and (fixed := _fixed(package, before, after)):
            return fixed
        return kinds.united(
            plugin.datashare_content_problems(before, after)
            for plugin in p.PluginImplementations(IDataShare)
        )

    def created(self, package: model.Package, content: dict[str, Any], *, by: str, at: Any) -> None:
        """Project a new draft."""
        projection.create(package, content, by=by, at=at)

    def changed(self, package: model.Package, content: dict[str, Any], *, by: str, at: Any) -> None:
        """Project changed content."""
        projection.change(package, content, at=at)

    def lifecycle(self, package: model.Package) -> dict[str, Any]:
        """Return the life-cycle keys, parties by body id."""
        return projection.lifecycle(package)

    def facts(
        self, package: model.Package, before: dict[str, Any], after: dict[str, Any]
    ) -> dict[str, Any]:
        """Return the origin of a new draft; of what was public, old and new value as well."""
        if not before:
            return {"origin": after.get("origin") or Origin.EXISTING.value}
        facts = super().facts(package, before, after)
        row = Agreement.get(package.id)
        if row is not None and row.registered_at is not None:
            facts["changes"] = changes(before, after, facts["fields"])
        return facts

    def log(self, package: model.Package) -> dict[str, Any]:
        """Return under which reference and version its events stand."""
        row = Agreement.get(package.id)
        return {"reference": row.reference, "version": row.version} if row is not None else {}

    def lock(self, package: model.Package) -> bool:
        """Lock the agreement's row; it has none where nothing of ours made it."""
        return Agreement.get(package.id, lock=True) is not None


def changes(before: dict[str, Any], after: dict[str, Any], fields: list[str]) -> str:
    """Return old and new value of each field as JSON text, for the public log."""
    return json.dumps(
        {field: [before.get(field), after.get(field)] for field in fields}, ensure_ascii=False
    )


def _second_copy(content: dict[str, Any]) -> Problems:
    """Say at the field what the unique constraint would say without words."""
    source, source_id = content.get("source"), content.get("source_id")
    if source and source_id and Agreement.of_source(source, source_id) is not None:
        return {"source_id": [tk._("This agreement of the source is in the register already.")]}
    return {}


def _fixed(package: model.Package, before: dict[str, Any], after: dict[str, Any]) -> Problems:
    row = Agreement.get(package.id)
    if row is None or row.state in _WRITABLE:
        return {}
    if row.state not in _AMENDABLE:
        return {"id": [tk._("This agreement cannot be changed in its present state.")]}
    known = schemas.fields("agreement")
    names = [key for key in before.keys() | after if before.get(key) != after.get(key)]
    return {
        name: [tk._("This cannot change after registration: register a new version.")]
        for name in sorted(names)
        if name not in known or _part(name, before.get(name)) != _part(name, after.get(name))
    }


def _part(name: str, value: Any) -> Any:
    return schemas.material_part(name, value)
