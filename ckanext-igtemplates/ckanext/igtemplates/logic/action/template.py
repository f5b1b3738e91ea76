"""Templates: imported as a file, listed, shown, exported as the same file."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.datashare.shared import actor_id, bodies, clock

from ... import library, publishing, reading, usage
from ...domain.revision import revisions
from ...domain.shape import TemplateRefused
from ...domain.template import Template
from ...model.template import TemplateVersion
from ..schema import template as schema
from ..validated import validated

__all__ = [
    "igtemplates_template_compare",
    "igtemplates_template_export",
    "igtemplates_template_import",
    "igtemplates_template_list",
    "igtemplates_template_show",
]


def igtemplates_template_import(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Publish a version of a template from its YAML file.

    A version never changes: the same file again does nothing, another text under the same number is
    refused. Who: an IG lead of the body that keeps it, and sysadmins. Event:
    ``template:version:published``; the dataset's own where it is new or its title changes.

    :param text: the file
    :param owner_org: id or name of the body that keeps the template
    :param legal_review: which role looked at the text, when, and what it said (optional)
    :returns: ``{id, template, version, sha256, published}``
    """
    data = validated(schema.template_import(), context, data_dict)
    owner = bodies.find_id(data["owner_org"])
    if owner is None:
        raise tk.ValidationError({"owner_org": [tk._("There is no such body.")]})
    tk.check_access("igtemplates_template_import", context, {"owner_org": owner})
    try:
        template = reading.read(data["text"])
    except TemplateRefused as error:
        raise tk.ValidationError({"text": [str(error)]}) from error
    _check(publishing.refused(template, owner=owner))
    said = publishing.content(template, owner=owner, legal_review=data.get("legal_review"))
    by, at = actor_id(context), clock.now()
    # Authorised above by role: an IG lead need not be an editor of datasets.
    writing = {"user": context.get("user"), "ignore_auth": True}
    if publishing.dataset(template.id) is None:
        tk.get_action("package_create")(dict(writing), {"type": "template", **said})
    package = publishing.required(template.id)
    published = publishing.publish(template, package, written=data["text"], by=by, at=at)
    if published and int(template.version) > 1:
        tk.get_action("package_patch")(dict(writing), {"id": package.id, **said})
    return {
        "id": package.id,
        "template": template.id,
        "version": template.version,
        "sha256": reading.fingerprint(template),
        "published": published,
    }


@tk.side_effect_free
def igtemplates_template_list(context: Any, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """List the current version of every template.

    Who: anyone. Event: none.

    :returns: ``{id, version, kind, title, summary, applies_to, use_when, keeper, approvals,
        agreements}`` each: ``approvals`` counts bodies, ``agreements`` those that are public
    """
    tk.check_access("igtemplates_template_list", context, {})
    counts, today = usage.agreements(), clock.now()
    return [
        {
            **_said(template),
            "keeper": _keeper(template.id),
            "approvals": usage.approving_bodies(template.id, template.version, at=today),
            "agreements": counts.get(template.id, 0),
        }
        for template in library.current()
        if publishing.dataset(template.id) is not None
    ]


@tk.side_effect_free
def igtemplates_template_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Show a version of a template whole.

    Who: anyone. Event: none.

    :param id: id of the template
    :param version: number of the version (optional, default: the current one)
    :returns: the template as its file says it, with ``sha256``, ``published_at``, ``keeper``,
        ``package``, ``agreements`` (public ones that use it) and ``versions``, the newest first
    """
    data = validated(schema.template_named(), context, data_dict)
    tk.check_access("igtemplates_template_show", context, data)
    template, row = _found(data)
    return {
        **template.as_data(),
        "sha256": row.sha256,
        "published_at": row.created_at.isoformat(),
        "keeper": _keeper(template.id),
        "package": row.package_id,
        "agreements": usage.agreements().get(template.id, 0),
        "versions": [
            {
                "version": str(one.version),
                "published_at": one.created_at.isoformat(),
                "sha256": one.sha256,
            }
            for one in TemplateVersion.of(template.id)
        ],
    }


@tk.side_effect_free
def igtemplates_template_export(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return a version of a template as the file it came in.

    Who: anyone. Event: none.

    :param id: id of the template
    :param version: number of the version (optional, default: the current one)
    :returns: ``{filename, text, sha256}``
    """
    data = validated(schema.template_named(), context, data_dict)
    tk.check_access("igtemplates_template_export", context, data)
    _template, row = _found(data)
    return {
        "filename": f"{row.template_id}-{row.version}.yaml",
        "text": row.written,
        "sha256": row.sha256,
    }


@tk.side_effect_free
def igtemplates_template_compare(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Compare the text of two versions of a template, word by word.

    Who: anyone. Event: none.

    :param id: id of the template
    :param before: number of the earlier version
    :param after: number of the later version (optional, default: the current one)
    :returns: ``{id, title, before, after, clauses}``: ``clauses`` those that differ, each ``{id,
        heading, kind, lock_changed, passages}`` with kind ``added``, ``removed`` or ``changed``
    """
    data = validated(schema.template_compared(), context, data_dict)
    tk.check_access("igtemplates_template_compare", context, data)
    before, _row = _found({"id": data["id"], "version": data["before"]})
    after, _row = _found({"id": data["id"], "version": data.get("after")})
    return {
        "id": after.id,
        "title": after.title,
        "before": before.version,
        "after": after.version,
        "clauses": [
            {
                "id": one.clause,
                "heading": one.heading,
                "kind": one.kind,
                "lock_changed": one.lock_changed,
                "passages": [{"kind": p.kind.value, "text": p.text} for p in one.passages],
            }
            for one in revisions(before, after)
        ],
    }


def _found(data: dict[str, Any]) -> tuple[Template, TemplateVersion]:
    try:
        template = library.get(data["id"], data.get("version") or None)
    except LookupError as error:
        raise tk.ObjectNotFound(tk._("There is no such template.")) from error
    row = TemplateVersion.find(template.id, int(template.version))
    if row is None or publishing.dataset(template.id) is None:
        raise tk.ObjectNotFound(tk._("There is no such template."))
    return template, row


def _said(template: Template) -> dict[str, Any]:
    keys = ("id", "version", "kind", "title", "summary", "applies_to", "use_when")
    data = template.as_data()
    return {key: data[key] for key in keys}


def _keeper(template_id: str) -> dict[str, str]:
    package = publishing.dataset(template_id)
    body = model.Group.get(package.owner_org) if package is not None else None
    if body is None:
        return {}
    return {"id": body.id, "name": body.name, "title": body.title or body.name}


def _check(problems: dict[str, list[str]]) -> None:
    if problems:
        raise tk.ValidationError(problems)
