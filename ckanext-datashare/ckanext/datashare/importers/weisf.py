"""Reader ``weisf``: the public list of the Whole Essex Information Sharing Framework.

The list has no identifiers: lead and title together are the key, whatever way the lead is spelt.
A review date is a month, or the words “Under Review”, which are a state and no date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from ..domain.imported import ImportedRow, NamedParty, refused
from . import known, table
from .words import folded, listed, parts, quoted, summary, unique

SOURCE = "weisf"
SOURCE_URL = "https://weisf.essex.gov.uk/information-sharing-protocols/"
COLUMNS = ("Title", "Purpose", "Lead Organisation", "Other Organisations Involved", "Review date")
# The heading of the page the row stood under; absent in a plain copy of one page.
CATEGORY = "Category (page heading)"
NOT_PUBLIC = "The source register publishes this entry; its own site holds the document."
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = re.compile(r"([A-Za-z]{3})[a-z]*[- ]([0-9]{4})")
# “0012 - …”: the framework numbers some protocols in their titles.
_NUMBERED = re.compile(r"([0-9]{3,5}) ?[-–] ?")


def read(path: Path) -> Iterator[ImportedRow]:
    """Yield the protocols of one file, or why a line gives none."""
    file = path.name
    try:
        found = table.read(path)
    except table.TableRefused as error:
        yield refused(file, 0, str(error))
        return
    absent = table.missing(found.columns, COLUMNS)
    if absent:
        yield refused(file, 1, absent)
        return
    for record in found.records:
        if record.refusal:
            yield refused(file, record.line, record.refusal)
        else:
            yield _row(file, record.line, record.cells)


def key(*, lead: str, title: str) -> str:
    """Return the identity of a protocol: one for all spellings of its lead and title."""
    return f"{known.key(known.title(lead))}: {folded(title)}"[:500]


def month_end(words: str) -> str:
    """Return the last day of a month such as ``Mar-2024``; empty for other words.

    “Mar-2024” is overdue from 1 April 2024.
    """
    match = _MONTH.fullmatch(words.strip())
    month = _MONTHS.get(match[1].lower()) if match else None
    if match is None or month is None:
        return ""
    year = int(match[2])
    last = calendar.monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-{last:02d}" if 1900 <= year < 2200 else ""


def _row(file: str, line: int, cells: Mapping[str, str]) -> ImportedRow:
    lead, title = cells["Lead Organisation"], " ".join(cells["Title"].split())
    if not lead or not title:
        return refused(file, line, "The row has no lead organisation or no title.")
    others = [
        name
        for name in parts(cells["Other Organisations Involved"])
        if known.title(name) != known.title(lead)
    ]
    if not others:
        return refused(file, line, "The row names no other organisation than the lead.")
    number = _NUMBERED.match(title)
    review = month_end(cells["Review date"])
    category = cells.get(CATEGORY, "")
    theme = _themes().get(folded(category), "")
    fields: dict[str, object] = {
        "title": title,
        "lay_summary": _summary(cells, lead, others),
        "purpose": cells["Purpose"],
        "theme": [theme] if theme else [],
        "review_date": review,
        "other_references": [number[1]] if number else [],
        "document_not_public_reason": NOT_PUBLIC,
        "source_url": SOURCE_URL,
    }
    words = {"review_date": cells["Review date"], "theme": category}
    names = {known.title(name): name for name in reversed([lead, *others])}
    return ImportedRow(
        file=file,
        line=line,
        source=SOURCE,
        source_id=key(lead=lead, title=title),
        fields={name: value for name, value in fields.items() if value},
        parties=tuple(NamedParty(name, _identifiers(name)) for name in reversed(names.values())),
        source_words={name: value for name, value in words.items() if value},
    )


def _identifiers(name: str) -> tuple[tuple[str, str], ...]:
    body = known.find(name)
    return body.identifiers if body else ()


def _summary(cells: Mapping[str, str], lead: str, others: list[str]) -> str:
    names = [known.title(name) for name in (lead, *others)]
    due = month_end(cells["Review date"])
    words = cells["Review date"]
    return summary(
        [
            f"{listed(unique(names))} share information.",
            f"The aim, in the source's words: {quoted(cells['Purpose'])}",
            (f"Review due in {words}." if due else f"Review, as the source puts it: {words}.")
            if words
            else "",
            "The source names no dates of start and end.",
        ]
    )


@lru_cache(maxsize=1)
def _themes() -> Mapping[str, str]:
    text = (known.DATA / "weisf.yaml").read_text(encoding="utf-8")
    themes: dict[str, str] = yaml.safe_load(text)["themes"]
    return themes
