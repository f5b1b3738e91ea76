"""The records that follow from an agreement by themselves: worked out when asked, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.model as model
import sqlalchemy as sa
from ckanext.datashare.shared import schemas

from . import agreement_clauses, answer_texts, library
from .domain import privacy_notice, retention, ropa
from .domain.document import Document
from .domain.filling import FilledClause
from .domain.ropa import Entry, Place

# What of each row is told in a record.
_ROW_WORDS = {"data_items": "name", "purposes": "title"}
NOTICE_KIND = "notice"
_DECLINED = "declined"


class Records:
    """The records of one agreement, from its dictionary as the reader may see it.

    :param withheld: what ``datashare_part_list`` answers about it
    """

    def __init__(
        self, agreement: Mapping[str, Any], withheld: Iterable[Mapping[str, Any]] = ()
    ) -> None:
        self.agreement = agreement
        kept_back = {
            str(one["path"]).removeprefix("field:"): f"Withheld: {one['reason']}"
            for one in withheld
            if str(one["path"]).startswith("field:")
        }
        self.said = {**_said(agreement), **kept_back}
        self.places = _places(agreement)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the record of processing activities of each party, in the order of the text."""
        return ropa.entries(self.said, self.places)

    @property
    def retention(self) -> tuple[tuple[str, ...], ...]:
        """Return the retention schedule, under ``retention.HEADER``."""
        return retention.schedule(self.said, self.places)

    @property
    def dates(self) -> tuple[tuple[str, str], ...]:
        """Return what happens on which day."""
        return retention.dates(self.said)

    def notice(self, place: Place) -> Document:
        """Return the privacy notice of a party."""
        return privacy_notice.notice(
            self.said,
            place,
            self.places,
            bases=self._bases(place),
            clauses=_by_template(self.agreement),
        )

    def place(self, body: str) -> Place | None:
        """Return the place of a body in it."""
        return next((place for place in self.places if place.id == body), None)

    def _bases(self, place: Place) -> frozenset[str]:
        for row in answer_texts.rows_of(self.agreement.get("parties")):
            if row.get("body") == place.id and row.get("article_6"):
                return frozenset(row["article_6"])
        return frozenset(self.agreement.get("article_6") or ())


def as_data(entry: Entry) -> dict[str, Any]:
    """Return an entry as data: each column with its label, the law it answers and its text."""
    return {
        "body": entry.place.id,
        "title": entry.place.title,
        "kind": entry.kind,
        "columns": [
            {"id": column.id, "label": column.label, "law": column.law, "text": text}
            for column, text in entry.cells
        ],
    }


def table(entries: Iterable[Entry]) -> tuple[list[str], list[list[str]]]:
    """Return one table that holds entries of both kinds: header and rows."""
    columns = ropa.all_columns()
    rows = []
    for entry in entries:
        texts = {column.id: text for column, text in entry.cells}
        rows.append([entry.kind.capitalize(), *(texts.get(column.id, "") for column in columns)])
    return ["Kind of record", *(f"{column.label} ({column.law})" for column in columns)], rows


def _said(agreement: Mapping[str, Any]) -> dict[str, str]:
    """Return the agreement in words, by field, with its reference and version."""
    said = {}
    for name, known in schemas.fields("agreement").items():
        value = agreement.get(name)
        if known.subfields:
            part = _ROW_WORDS.get(name, "")
            texts = (
                [str(row.get(part) or "") for row in answer_texts.rows_of(value)] if part else []
            )
        else:
            texts = list(answer_texts.of(known, value))
        if any(texts):
            said[name] = "; ".join(filter(None, texts))
    reference = agreement.get("reference") or "Not registered"
    said["agreement"] = f"{reference}, version {agreement.get('version') or 1}"
    return said


def _places(agreement: Mapping[str, Any]) -> tuple[Place, ...]:
    rows = [
        row
        for row in answer_texts.rows_of(agreement.get("parties"))
        if row.get("status") != _DECLINED
    ]
    cards = answer_texts.cards_of(agreement)
    mailboxes = _mailboxes({str(row["body"]) for row in rows if row.get("body")})
    notices = {
        str(row.get("body")): str(row.get("url") or "")
        for row in answer_texts.rows_of(agreement.get("privacy_notices"))
    }
    return tuple(_place(row, cards, mailboxes, notices) for row in rows)


def _place(
    row: Mapping[str, Any],
    cards: Mapping[str, Mapping[str, str]],
    mailboxes: Mapping[str, Mapping[str, str]],
    notices: Mapping[str, str],
) -> Place:
    body = str(row.get("body") or "")
    basis = schemas.fields("agreement")["parties"].subfields["article_6"]
    return Place(
        id=body,
        title=answer_texts.party_title(row, cards),
        role=str(row.get("role") or ""),
        gives=_yes(row.get("discloses")),
        gets=_yes(row.get("receives")),
        lawful_basis="; ".join(answer_texts.of(basis, row.get("article_6"))),
        contact=mailboxes.get(body, {}).get("rights_mailbox", ""),
        dpo=mailboxes.get(body, {}).get("dpo_mailbox", ""),
        privacy_notice=notices.get(body, ""),
    )


def _mailboxes(bodies: set[str]) -> dict[str, dict[str, str]]:
    """Return the team mailboxes of each body, in one query."""
    group = model.Group
    query = sa.select(group.id, group.extras).where(group.id.in_(bodies))
    return {body: dict(extras or {}) for body, extras in model.Session.execute(query)}


def _by_template(agreement: Mapping[str, Any]) -> tuple[FilledClause, ...]:
    """Return the clauses of the site's privacy notice, filled; none without such a template."""
    for template in library.current():
        if template.applies_to == NOTICE_KIND and template.clauses:
            return agreement_clauses.filled(template, agreement, {})
    return ()


def _yes(value: Any) -> bool:
    return value in (True, "true", "yes")
