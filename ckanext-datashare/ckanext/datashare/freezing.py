"""Fixes the text of an agreement for signing: every field, clause and document under one root."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.model.types import make_uuid

from . import content, lifecycle, schemas, siblings, succession
from .domain import frozen as text
from .interfaces import AgreementDocument
from .model.agreement import Agreement
from .model.document import Document
from .model.frozen import Frozen, FrozenPart
from .unit_of_work import Unit

FIELD, CLAUSE, DOCUMENT = "field:", "clause:", "document:"
# What comes and goes beside the text: it is never signed.
_BESIDE = frozenset({"releases", "source_words"})


def freeze(unit: Unit, row: Agreement, *, by: str, at: datetime) -> Frozen:
    """Freeze the text of an agreed agreement and move it to signing, inside ``unit``.

    :raises ckan.logic.ValidationError: when the state or a sibling does not allow it, or no
        extension of the site makes documents
    """
    lifecycle.destination(row, "freeze")
    stored = content.of(row.package_id)
    problems = siblings.move_problems(stored, "freeze")
    if problems:
        raise tk.ValidationError(problems)
    reference, version = succession.identity(row, at=at)
    found = text.freeze(_values(row, stored))
    kept = Frozen(
        id=make_uuid(),
        package_id=row.package_id,
        reference=reference,
        version=version,
        root=found.root,
        rule=str(stored.get("in_force_when") or "all"),
        frozen_at=at,
        frozen_by=by,
    )
    kept.pdf = document(kept, list(found.parts), withheld={}).pdf
    kept.pdf_sha256 = hashlib.sha256(kept.pdf).hexdigest()
    model.Session.add(kept)
    model.Session.flush()
    model.Session.add_all(
        FrozenPart(
            frozen_id=kept.id,
            position=position,
            path=part.path,
            value=part.value,
            salt=part.salt,
            hash=part.hash,
        )
        for position, part in enumerate(found.parts)
    )
    row.reference, row.version, row.frozen_id = reference, version, kept.id
    lifecycle.move(unit, row, "freeze", by=by, at=at, root=found.root.hex())
    return kept


def document(
    kept: Frozen, parts: list[text.Part], *, withheld: Mapping[str, str]
) -> AgreementDocument:
    """Return a frozen text as a document: the same bytes whenever it is asked for.

    :param withheld: path of a part to the sentence in its place
    :raises ckan.logic.ValidationError: when no extension of the site makes documents
    """
    made = siblings.document(
        agreement(kept, parts),
        reference=kept.reference,
        version=kept.version,
        root=kept.root.hex(),
        withheld=withheld,
    )
    if made is None:
        sentence = tk._("This site cannot make the document to sign. Ask its administrator.")
        raise tk.ValidationError({"documents": [sentence]})
    return made


def agreement(kept: Frozen, parts: list[text.Part]) -> dict[str, Any]:
    """Return the content of a frozen text as it was, for the document's maker."""
    fields = {
        part.path.removeprefix(FIELD): content.decoded(part.value)
        for part in parts
        if part.path.startswith(FIELD)
    }
    return {**fields, "id": kept.package_id, "frozen_at": kept.frozen_at.isoformat()}


def _values(row: Agreement, stored: dict[str, Any]) -> Iterator[tuple[str, object]]:
    for name in schemas.fields("agreement"):
        if stored.get(name) not in (None, "", []) and name not in _BESIDE:
            yield FIELD + name, stored[name]
    yield from siblings.parts(stored)
    for original in Document.of(row.package_id):
        yield DOCUMENT + original.id, original.sha256
