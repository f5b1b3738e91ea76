"""Search documents of many new agreements at once, as core would make each alone.

Core reads a dataset back from the database, validates it twice and sends it by itself. Here one
dataset of each lead is read back so, as a pattern that has whatever this version of CKAN puts into
a dictionary; the others differ from it by their own values only. A test holds the documents
against core's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import ckan.lib.plugins as lib_plugins
import ckan.logic as logic
import ckan.model as model
import ckan.plugins as p
import ckan.plugins.toolkit as tk
import pysolr
from ckan.lib.navl.dictization_functions import MissingNullEncoder
from ckan.lib.search.common import SearchIndexError, make_connection

from ..schemas.definition import fields
from .entry import TYPE, context

_KEPT_AS_JSON = {"rows", "choices", "lines", "source_words"}


def send(packages: Sequence[model.Package], *, user: str) -> None:
    """Make the documents of ``packages`` and send them in one request, committed by Solr.

    :raises ckan.lib.search.SearchIndexError: when Solr does not take them
    """
    patterns: dict[str, dict[str, Any]] = {}
    documents = []
    for package in packages:
        pattern = patterns.get(package.owner_org)
        if pattern is None:
            pattern, _ = logic.package_show_default_and_custom_schemas(context(user), package.id)
            patterns[package.owner_org] = pattern
        documents.append(_document(package, pattern, user=user))
    try:
        make_connection().add(docs=documents, commit=tk.config["ckan.search.solr_commit"])
    except (OSError, pysolr.SolrError) as error:
        raise SearchIndexError(f"Solr did not take {len(documents)} documents") from error


def _document(package: model.Package, pattern: Mapping[str, Any], *, user: str) -> dict[str, Any]:
    default = _default(package, pattern)
    shown = _shown(package, default)
    logic.apply_after_dataset_show_plugins(context(user), shown)
    site_id = tk.config["ckan.site_id"]
    document: dict[str, Any] = {
        **{name: default[name] for name in ("id", "name", "state", "owner_org", "notes")},
        "title": package.title.lstrip(),
        "title_string": package.title,
        "data_dict": json.dumps(default),
        "validated_data_dict": json.dumps(shown, cls=MissingNullEncoder),
        "capacity": "private" if package.private else "public",
        "organization": default["organization"]["name"],
        "entity_type": "package",
        "dataset_type": TYPE,
        "metadata_created": f"{default['metadata_created']}Z",
        "metadata_modified": f"{default['metadata_modified']}Z",
        "site_id": site_id,
        # Core's own key of a document: it finds the same one when it indexes the dataset later.
        "index_id": hashlib.md5(f"{package.id}{site_id}".encode()).hexdigest(),  # noqa: S324
    }
    for plugin in p.PluginImplementations(p.IPackageController):
        document = plugin.before_dataset_index(document)
    labels = lib_plugins.get_permission_labels()
    document["permission_labels"] = labels.get_dataset_labels(package)
    return document


def _default(package: model.Package, pattern: Mapping[str, Any]) -> dict[str, Any]:
    """Return the dictionary by core's own schema, in which content stands under extras."""
    return {
        **pattern,
        "id": package.id,
        "name": package.name,
        "title": package.title,
        "notes": package.notes,
        "private": package.private,
        "creator_user_id": package.creator_user_id,
        "metadata_created": package.metadata_created.isoformat(),
        "metadata_modified": package.metadata_modified.isoformat(),
        "extras": [{"key": key, "value": value} for key, value in sorted(package.extras.items())],
    }


def _shown(package: model.Package, default: Mapping[str, Any]) -> dict[str, Any]:
    """Return the dictionary by our schema, in which content stands under its own names."""
    known = fields(TYPE)
    content = {
        name: json.loads(value) if known[name].kind in _KEPT_AS_JSON else value
        for name, value in package.extras.items()
    }
    return {**{name: value for name, value in default.items() if name != "extras"}, **content}
