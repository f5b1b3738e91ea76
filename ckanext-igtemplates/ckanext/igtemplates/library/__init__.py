"""The templates of this site, from the versions that were published."""

from __future__ import annotations

import json
from functools import lru_cache

from ..domain.template import Template
from ..model.template import TemplateVersion


def get(template_id: str, version: str | None = None) -> Template:
    """Return a version of a template, by default the current one.

    :raises LookupError: when there is none
    """
    if version is not None and not (version.isascii() and version.isdigit() and len(version) < 6):
        raise LookupError(template_id)
    row = TemplateVersion.find(template_id, int(version) if version is not None else None)
    if row is None:
        raise LookupError(template_id)
    return _read(row.sha256, row.definition)


def current() -> list[Template]:
    """Return the current version of every template, by id."""
    return [get(key, str(version)) for key, version in TemplateVersion.current()]


@lru_cache(maxsize=200)
def _read(sha256: str, definition: bytes) -> Template:
    # A version never changes: it was held against the schema of its day when it was published, and
    # what was read once stays good for its hash.
    return Template.restored(json.loads(definition))
