"""An agreement as a document, and the clauses that are signed with its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.interfaces import AgreementDocument, Problems
from ckanext.datashare.shared import bodies, schemas

from . import agreement_clauses, answer_texts
from .domain.composition import Part, Said, Writing, compose
from .domain.document import Document
from .render import docx, html, pdf

# Characters of a document: far more than any agreement has, and a few seconds' work.
MOST = 1_000_000
# What only the register itself needs, and what the subject line says already.
_LEFT_OUT = frozenset({"title", "owner_org", "template", "template_version", "source_words"})
_SECTIONS_LEFT_OUT = frozenset({"releases"})


class TooLong(ValueError):
    """More text than a document is made of."""

    def __init__(self, size: int) -> None:
        super().__init__(f"a document of {size} characters is not made; the most is {MOST}")


def document(
    agreement: Mapping[str, Any],
    *,
    reference: str,
    version: int,
    root: str,
    withheld: Mapping[str, str],
) -> Document:
    """Return the model from which every form is made; arguments as of :func:`rendered`.

    :raises TooLong: when nobody could have meant it
    """
    template = agreement_clauses.template_of(agreement)
    writing = Writing(
        title=str(agreement.get("title") or answer_texts.NOT_STATED),
        lead=bodies.title(str(agreement.get("owner_org") or answer_texts.NOT_STATED)),
        reference=reference,
        version=version,
        root=root,
        parts=tuple(_parts(agreement)),
        clauses=agreement_clauses.filled(template, agreement, withheld) if template else (),
        template=f"{template.title}, version {template.version}" if template else "",
        made=_moment(agreement.get("frozen_at")) if root else None,
    )
    found = compose(writing, withheld=agreement_clauses.reaching(agreement, withheld))
    if found.size > MOST:
        raise TooLong(found.size)
    return found


def rendered(
    agreement: Mapping[str, Any],
    *,
    reference: str,
    version: int,
    root: str,
    withheld: Mapping[str, str],
) -> AgreementDocument | None:
    """Return the document in each of its forms: the same bytes for the same arguments.

    None where it is longer than documents are made; :func:`problems` has said so before.

    :param agreement: decoded content, as ``shared.content_of`` gives it
    :param root: hex of the frozen text's root; empty for a draft, which says DRAFT
    :param withheld: path of a part to the sentence in its place; the part itself, and words of a
        withheld field in a clause, stand in no form
    """
    try:
        made = document(
            agreement, reference=reference, version=version, root=root, withheld=withheld
        )
    except TooLong:
        return None
    return AgreementDocument(pdf=pdf.render(made), html=html.render(made), docx=docx.render(made))


def problems(agreement: Mapping[str, Any]) -> Problems:
    """Return why nobody could sign an agreement as a document, by field."""
    try:
        document(agreement, reference="", version=1, root="", withheld={})
    except TooLong:
        sentence = tk._("The agreement is too long for one document. Shorten its answers.")
        return {"title": [sentence]}
    return {}


def _parts(agreement: Mapping[str, Any]) -> Iterator[Part]:
    for section in schemas.sections("agreement"):
        if section.id in _SECTIONS_LEFT_OUT:
            continue
        said = tuple(
            _said(known, agreement.get(known.name))
            for known in section.fields
            if known.name not in _LEFT_OUT and agreement.get(known.name) not in (None, "", [])
        )
        if said:
            yield Part(section.title, said)


def _said(known: schemas.definition.Field, value: Any) -> Said:
    rows = answer_texts.rows_of(value) if known.subfields else []
    if not rows:
        texts = () if known.subfields else answer_texts.of(known, value)
        return Said(known.name, known.label, texts or (answer_texts.NOT_STATED,))
    columns = [part for part in known.subfields.values() if any(row.get(part.name) for row in rows)]
    return Said(
        known.name,
        known.label,
        header=tuple(part.label for part in columns),
        rows=tuple(
            tuple("\n".join(answer_texts.of(part, row.get(part.name))) for part in columns)
            for row in rows
        ),
    )


def _moment(stored: Any) -> datetime | None:
    return datetime.fromisoformat(stored) if isinstance(stored, str) else stored
