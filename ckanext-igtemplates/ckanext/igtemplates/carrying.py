"""An assessment's answers on their way into an agreement, a project's into an assessment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import schemas

from . import library
from .domain.flow import flow

TEMPLATE = "dpia"


def changes(
    assessment: Mapping[str, Any], agreement: Mapping[str, Any]
) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """Return what is carried over, in words and as the patch of the agreement.

    The agreement names the assessment, and its project, unless it names another.
    """
    carried = flow(assessment, agreement, lead=str(agreement.get("owner_org") or ""))
    patch = {one.field: one.value for one in carried}
    if not agreement.get("dpia"):
        patch["dpia"] = assessment["id"]
    if assessment.get("project") and not agreement.get("project"):
        patch["project"] = assessment["project"]
    theirs, ours = schemas.fields("agreement"), schemas.fields("dpia")
    told = [
        {
            "field": one.field,
            "label": tk._(theirs[one.field].label),
            "source": one.source,
            "source_label": tk._(ours[one.source].label),
        }
        for one in carried
    ]
    return told, patch


def assessment_of(project: Mapping[str, Any]) -> dict[str, Any]:
    """Return a new assessment that a project's answers already fill: its canvas comes first."""
    filled = {
        "purposes": project.get("outcome"),
        "intended_effect": project.get("users_and_action"),
        "ethics": project.get("ethics"),
        "prior_concerns": project.get("risks"),
        "expectation": project.get("data_subject_reaction"),
        "minimisation": project.get("can_be_anonymised"),
        "collection_source": project.get("datasets_needed"),
    }
    found: dict[str, Any] = {
        "type": "dpia",
        "title": project["title"],
        "owner_org": project["owner_org"],
        "partners": [{"body": row["body"]} for row in project.get("partners") or []],
        "project": project["id"],
        **{name: value for name, value in filled.items() if value},
    }
    template = next((one for one in library.current() if one.id == TEMPLATE), None)
    if template is not None:
        found["template"], found["template_version"] = template.id, template.version
    return found
