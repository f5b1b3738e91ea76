"""What is left to do on a dataset that is written by a template."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import content_of, readable_dataset

from ... import written
from ...domain import progress
from ...domain.completeness import Coverage
from ...domain.deviation import Report
from ..schema import writing as schema
from ..validated import validated

__all__ = ["igtemplates_writing_show"]


@tk.side_effect_free
def igtemplates_writing_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say how far a text is: its sections, what the law still asks, how it differs.

    Who: everyone who may read the dataset. Event: none, nothing is written.

    :param id: id or name of an agreement or an impact assessment
    :returns: ``{id, template, sections, next, coverage, deviations, problems}``: ``template`` its
        id, version and title; ``sections`` each with ``mark`` (``not_started``, ``in_progress``,
        ``done``, ``cannot_start``, ``not_needed``), ``answered``, ``shown``, ``missing`` and
        ``waits_for``; ``next`` the id of the section to go on with; ``coverage`` one entry a
        standard with its ``fraction`` and ``lines``; ``deviations`` a ``sentence`` and each change
        in passages; ``problems`` sentences by field that keep it from review
    :raises ckan.logic.NotFound: when it is missing, may not be known of, or has no template, alike
    """
    data = validated(schema.writing_show(), context, data_dict)
    package = readable_dataset(context, data["id"])
    tk.check_access("igtemplates_writing_show", context, {"id": package.id})
    content = content_of(package.id)
    found = written.of(content, type=package.type)
    if found is None:
        raise tk.ObjectNotFound(tk._("This was not found."))
    steps, template = found.steps, found.template
    following = progress.following(steps)
    return {
        "id": package.id,
        "template": {"id": template.id, "version": template.version, "title": template.title},
        "sections": [_section(step) for step in steps],
        "next": following.section.id if following else "",
        "coverage": [_coverage(one, found) for one in found.coverages],
        "deviations": _deviations(found.report),
        "problems": found.problems(),
    }


def _section(step: progress.Step) -> dict[str, Any]:
    return {
        "id": step.section.id,
        "title": step.section.title,
        "intro": step.section.intro,
        "mark": step.mark.value,
        "is_open": step.is_open,
        "shown": len(step.shown),
        "answered": step.answered,
        "missing": [{"field": one.field, "text": one.text} for one in step.missing],
        "waits_for": list(step.waits_for),
    }


def _coverage(one: Coverage, found: written.Written) -> dict[str, Any]:
    return {
        "id": one.standard.id,
        "title": one.standard.title,
        "source": one.standard.source,
        "count": one.count,
        "total": len(one.lines),
        "fraction": one.fraction,
        "lines": [
            {
                "id": line.element.id,
                "covered": line.covered,
                "sentence": line.sentence,
                "source": line.element.source,
                "field": line.field,
                "section": found.section_of(line.field) if line.field else "",
            }
            for line in one.lines
        ],
    }


def _deviations(report: Report) -> dict[str, Any]:
    return {
        "sentence": report.sentence,
        "changed": len(report.deviations),
        "changes": [
            {
                "clause": one.clause,
                "heading": one.heading,
                "reason": one.reason,
                "passages": [{"kind": p.kind.value, "text": p.text} for p in one.passages],
            }
            for one in report.deviations
        ],
    }
