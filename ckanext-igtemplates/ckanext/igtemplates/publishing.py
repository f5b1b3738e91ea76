"""Taking a template's file into the library: its dataset, and a version that never changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import record, unit_of_work

from .domain.template import Template
from .model.template import TemplateVersion
from .reading import canonical, fingerprint
from .template_type import PREFIX


def dataset(template_id: str) -> model.Package | None:
    """Return the dataset of a template that stands in the catalogue."""
    found = model.Package.get(f"{PREFIX}{template_id}")
    return found if found is not None and found.state == "active" else None


def required(template_id: str) -> model.Package:
    """Return the dataset of a template.

    :raises ckan.logic.NotFound: when there is none
    """
    found = dataset(template_id)
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such template."))
    return found


def refused(template: Template, *, owner: str) -> dict[str, list[str]]:
    """Return why this version may not be published, by field."""
    package = dataset(template.id)
    if package is not None and package.owner_org != owner:
        return {"owner_org": [tk._("Another organisation keeps this template.")]}
    row = TemplateVersion.find(template.id, int(template.version))
    if row is not None and row.definition != canonical(template):
        words = tk._("Version {version} is published and never changes: give a new number.")
        return {"text": [words.format(version=template.version)]}
    latest = TemplateVersion.find(template.id)
    if row is None and latest is not None and int(template.version) < latest.version:
        words = tk._("Version {version} is published already: give a higher number.")
        return {"text": [words.format(version=latest.version)]}
    return {}


def content(template: Template, *, owner: str, legal_review: str | None) -> dict[str, Any]:
    """Return what the dataset of a template says."""
    said = {
        "title": template.title,
        "kind": template.kind,
        "summary": template.summary,
        "language": template.language,
        "licence": template.licence,
        "source": template.source,
        "owner_org": owner,
        "template_id": template.id,
    }
    return {**said, "legal_review": legal_review} if legal_review else said


def publish(
    template: Template, package: model.Package, *, written: str, by: str, at: datetime
) -> bool:
    """Add the version, with its event; return False where it stands there already."""
    if TemplateVersion.find(template.id, int(template.version)) is not None:
        return False
    sha256 = fingerprint(template)
    with unit_of_work() as unit:
        model.Session.add(
            TemplateVersion(
                package_id=package.id,
                template_id=template.id,
                version=int(template.version),
                definition=canonical(template),
                sha256=sha256,
                written=written,
                created_at=at,
                created_by=by,
            )
        )
        record(
            "template:version:published",
            ("template", package.id),
            by=by,
            at=at,
            body=package.owner_org,
            template=template.id,
            template_version=template.version,
            sha256=sha256,
        )
        unit.index(package.id)
    return True
