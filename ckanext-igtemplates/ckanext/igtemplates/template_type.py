"""Templates as datasets of the catalogue: found by search, read by everyone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.interfaces import DatasetType, Problems

from .model.template import TemplateVersion

if TYPE_CHECKING:
    import ckan.model as model

_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
FIXED = ("template_id", "owner_org", "kind")
PREFIX = "template-"


class TemplateType(DatasetType):
    """The dataset of a template; its versions are rows that never change."""

    name = "template"
    public = True

    def dataset_name(self, data: Mapping[str, Any]) -> str:
        """Return the name: it holds the template's id, so that no two share one."""
        key = data.get("template_id")
        if not isinstance(key, str) or not _ID.fullmatch(key):
            raise tk.ValidationError(
                {"template_id": [tk._("Use small letters, digits and hyphens.")]}
            )
        return f"{PREFIX}{key}"

    def refusals(
        self, package: model.Package, before: dict[str, Any], after: dict[str, Any]
    ) -> Problems:
        """Refuse another short name, kind or keeper: versions and approvals hang on them."""
        if not before:
            return {}
        return {
            name: [tk._("This stays as it was when the template was added.")]
            for name in FIXED
            if before.get(name) != after.get(name)
        }

    def lifecycle(self, package: model.Package) -> dict[str, Any]:
        """Return the current version."""
        row = TemplateVersion.find(package.name.removeprefix(PREFIX))
        return {"version": str(row.version) if row is not None else None}

    def words(self, content: dict[str, Any]) -> list[str]:
        """Return the summary, and the headings of the current version."""
        row = TemplateVersion.find(str(content.get("template_id")))
        said = [str(content.get("summary") or "")]
        if row is None:
            return said
        from . import library

        found = library.get(row.template_id, str(row.version))
        return [*said, *(clause.heading for clause in found.clauses)]
