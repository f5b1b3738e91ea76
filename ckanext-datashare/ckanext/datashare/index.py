"""The search document of an agreement: what may be found, and nothing that may not be seen.

The document starts empty. Core's own fields are copied by name and ours are added, so that a new
content field enters the index only when somebody writes it here. A plain string field over
32,766 bytes would make Solr refuse the whole document: long words go into text fields.
"""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import ckan.model as model

from . import content, kinds, projection
from .document.published import public_text
from .domain.period import display_state
from .domain.state import PUBLIC_STATES
from .london import day, midnight
from .model.agreement import Agreement
from .vocabulary import label

_CORE_FIELDS = (
    "id",
    "index_id",
    "site_id",
    "entity_type",
    "dataset_type",
    "state",
    "name",
    "title",
    "title_string",
    "capacity",
    "organization",
    "owner_org",
    "metadata_created",
    "metadata_modified",
    "data_dict",
    "validated_data_dict",
    "res_format",
)
# Index field: (content field, vocabulary).
_FACETS = {
    "ds_power": ("legal_powers", "legal_powers"),
    "ds_basis": ("article_6", "article_6"),
    "ds_theme": ("theme", "theme"),
    "ds_data_subjects": ("data_subjects", "data_subjects"),
    "ds_data_types": ("data_types", "data_types"),
    "ds_area": ("areas", "areas"),
}
# Words a reader may search for, beside title and summary.
_WORDS = (
    "purpose",
    "benefits_expected",
    "benefits_achieved",
    "disclosed_information",
    "what_happens_at_each_stage",
    "security_measures",
)
_ROWS = {
    "data_items": ("name", "description"),
    "purposes": ("title", "description"),
    "releases": ("dataset",),
}
NOT_STATED = "not_stated"


def document(pkg_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the search document of a dataset; other types' documents pass unchanged."""
    if pkg_dict.get("dataset_type") not in content.TYPES:
        return pkg_dict
    package = model.Package.get(pkg_dict["id"])
    if package is None:
        return pkg_dict
    found = {key: pkg_dict[key] for key in _CORE_FIELDS if pkg_dict.get(key) is not None}
    if package.type != kinds.AGREEMENT:
        return _of_sibling(package, found)
    row = Agreement.get(package.id)
    if row is None:
        return pkg_dict
    stored = content.snapshot(package)
    found["notes"] = stored.get("lay_summary") or ""
    found.update(_life_cycle(row))
    found.update(_facets(stored))
    found.update(_bodies(row, stored))
    found["ds_words"] = _words(stored)
    if row.state in PUBLIC_STATES and not row.partners_only_reason:
        found["ds_document_text"] = public_text(package.id)
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _of_sibling(package: model.Package, found: dict[str, Any]) -> dict[str, Any]:
    """Return the document of a type that a sibling offers: title, notes and the words it gives."""
    kind = kinds.offered(package.type)
    stored = {name: content.decoded(value) for name, value in content.snapshot(package).items()}
    found["notes"] = stored.get("notes") or ""
    found["ds_words"] = sorted(set(kind.words(stored))) if kind is not None else []
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _life_cycle(row: Agreement) -> dict[str, Any]:
    return {
        "ds_reference": row.reference,
        "ds_version": row.version,
        "ds_origin": [row.origin],
        "ds_status": display_state(row.state, row.period, day()),
        "ds_lead": row.lead,
        "ds_start": _solr_day(row.start_date),
        "ds_end": _solr_day(row.end_date),
        "ds_review": _solr_day(row.review_date),
        "ds_registered": _solr_moment(row.registered_at),
    }


def _facets(stored: dict[str, Any]) -> dict[str, list[str]]:
    return {
        field: projection.words(stored, name) or [NOT_STATED]
        for field, (name, _vocabulary) in _FACETS.items()
    }


def _bodies(row: Agreement, stored: dict[str, Any]) -> dict[str, list[str]]:
    parties = projection.rows(stored, "parties")
    bodies = {row.lead, *(str(party["body"]) for party in parties if party.get("body"))}
    roles = {str(party["role"]) for party in parties if party.get("role")}
    return {
        "ds_body": sorted(bodies),
        "ds_role": sorted(roles),
        "ds_gives": _ticked(parties, "discloses"),
        "ds_gets": _ticked(parties, "receives"),
    }


def _ticked(parties: list[dict[str, Any]], column: str) -> list[str]:
    said = (party for party in parties if str(party.get(column)).lower() in ("true", "yes"))
    return sorted({str(party["body"]) for party in said if party.get("body")})


def _words(stored: dict[str, Any]) -> list[str]:
    words = [str(stored[field]) for field in _WORDS if stored.get(field)]
    for field, columns in _ROWS.items():
        for row in projection.rows(stored, field):
            words.extend(str(row[column]) for column in columns if row.get(column))
    for _field, (name, vocabulary) in _FACETS.items():
        words.extend(label(vocabulary, value) for value in projection.words(stored, name))
    words.extend(
        str(row["body_words"])
        for row in projection.rows(stored, "parties")
        if row.get("body_words")
    )
    return sorted(set(words) | set(_names(stored)))


def _names(stored: dict[str, Any]) -> list[str]:
    bodies = [str(row["body"]) for row in projection.rows(stored, "parties") if row.get("body")]
    bodies.append(str(stored.get("owner_org") or ""))
    query = model.Session.query(model.Group.title).filter(model.Group.id.in_(bodies))
    return [title for (title,) in query if title]


def _solr_day(value: date | None) -> str | None:
    return _solr_moment(midnight(value)) if value else None


def _solr_moment(value: datetime | None) -> str | None:
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None
