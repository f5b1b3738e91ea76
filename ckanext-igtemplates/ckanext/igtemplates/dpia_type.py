"""Impact assessments as datasets: private to the bodies that take part."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import ckan.model as core
import ckan.plugins.toolkit as tk
from ckanext.datashare.interfaces import DatasetType, Problems

from . import written
from .domain.dpia import LABELS, State, target
from .model.dpia import Dpia
from .project_type import other_lead, partners

if TYPE_CHECKING:
    import ckan.model as model


class DpiaType(DatasetType):
    """The dataset of an assessment, and the row that says where it stands."""

    name = "dpia"

    def dataset_name(self, data: Mapping[str, Any]) -> str:
        """Return a random name."""
        return f"dpia-{secrets.token_hex(8)}"

    def refusals(
        self, package: model.Package, before: dict[str, Any], after: dict[str, Any]
    ) -> Problems:
        """Refuse a measure for no risk, another template, and changes while others decide."""
        row = Dpia.get(package.id) if before else None
        if row is not None and row.state is State.DPO_REVIEW:
            return {
                "id": [
                    tk._(
                        "The data protection officer has it. Ask for it back before you change it."
                    )
                ]
            }
        return {
            **other_lead(before, after),
            **_unknown_risks(after),
            **written.refused(before, after, type="dpia"),
        }

    def created(self, package: model.Package, content: dict[str, Any], *, by: str, at: Any) -> None:
        """Add the row of a new assessment: a draft."""
        core.Session.add(Dpia(package_id=package.id, status=State.DRAFT.value, since=at))

    def changed(self, package: model.Package, content: dict[str, Any], *, by: str, at: Any) -> None:
        """Mark a signed assessment as outdated: what was signed is not what it says now."""
        row = Dpia.get(package.id, lock=True)
        if row is not None and row.state is State.SIGNED:
            row.status, row.since = target("outdate", state=row.state).value, at

    def readers(self, package: model.Package) -> set[str]:
        """Return the partners."""
        return partners(package)

    def lifecycle(self, package: model.Package) -> dict[str, Any]:
        """Return where it stands."""
        row = Dpia.get(package.id)
        state = row.state if row is not None else State.DRAFT
        return {"status": state.value, "status_label": tk._(LABELS[state])}

    def words(self, content: dict[str, Any]) -> list[str]:
        """Return what it is for, and the public summary."""
        return [str(content[name]) for name in ("purposes", "public_summary") if content.get(name)]


def _unknown_risks(content: dict[str, Any]) -> Problems:
    known = {row.get("name") for row in content.get("risks") or []}
    named = [str(row.get("risk")) for row in content.get("measures") or []]
    unknown = [name for name in named if name not in known]
    if not unknown:
        return {}
    sentence = tk._("No risk is called “{name}”. Use the short name of a risk above.")
    return {"measures": [sentence.format(name=name) for name in dict.fromkeys(unknown)]}
