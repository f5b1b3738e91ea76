"""Projects as datasets: private to the bodies that take part, however far they have come."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.interfaces import DatasetType, Problems
from ckanext.datashare.shared import content_of

if TYPE_CHECKING:
    import ckan.model as model


class ProjectType(DatasetType):
    """The dataset of a project; where it stands follows from its decisions."""

    name = "project"

    def dataset_name(self, data: Mapping[str, Any]) -> str:
        """Return a random name: an early idea is nobody's to guess."""
        return f"project-{secrets.token_hex(8)}"

    def refusals(
        self, package: model.Package, before: dict[str, Any], after: dict[str, Any]
    ) -> Problems:
        """Refuse another lead once there is one: its roles decide."""
        return other_lead(before, after)

    def readers(self, package: model.Package) -> set[str]:
        """Return the partners."""
        return partners(package)

    def words(self, content: dict[str, Any]) -> list[str]:
        """Return the outcome and the summary."""
        return [str(content[name]) for name in ("outcome", "summary") if content.get(name)]


def partners(package: model.Package) -> set[str]:
    """Return the ids of the bodies that take part in a project or an assessment."""
    rows = content_of(package.id).get("partners") or []
    return {row["body"] for row in rows if isinstance(row, dict) and row.get("body")}


def other_lead(before: dict[str, Any], after: dict[str, Any]) -> Problems:
    """Return the refusal of a change of the body whose roles decide."""
    if before and before.get("owner_org") != after.get("owner_org"):
        return {"owner_org": [tk._("The organisation that decides stays the same.")]}
    return {}
