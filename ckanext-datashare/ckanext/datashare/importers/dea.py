"""Reader ``dea``: the register of information sharing agreements under the Digital Economy Act.

Two shapes of one list: the register as CSV and its corrections as TSV. Their quirks, all kept:
codes and names of one cell do not match by position; a code may stand without a name; one name
may be two bodies; the powers' register is misspelt in places; the columns for processors hold
whoever receives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from ..domain import calendar_day, duration
from ..domain.imported import ImportedRow, NamedParty, refused
from . import known, table
from .words import folded, listed, parts, quoted, summary

SOURCE = "dea"
SOURCE_URL = "https://github.com/openregister/registers-cli"
ID = "information-sharing-agreement-0001"
COLUMNS = (
    ID,
    "name",
    "purpose",
    "information-sharing-benefits",
    "legal-power-disclosure",
    "disclosed-information",
    "controllers",
    "controller-names",
    "information-sharing-method",
    "processors",
    "processor-names",
    "retention-period",
    "start-date",
    "end-date",
    "review-date",
    "contact",
    "areas",
    "area-names",
)
NOT_PUBLIC = "The source register publishes this entry, not the signed document."
# “will be disclosed by Her Majesty's Revenue and Customs to Homes England”
_TO = re.compile(r"\b(?:disclosed|shared|provided|passed) (?:by .+? )?(?:to|with) ([^.;]+)")
_PARTY_COLUMNS = ("controllers", "controller-names", "processors", "processor-names")
_DATES = ("start-date", "end-date", "review-date")


def read(path: Path) -> Iterator[ImportedRow]:
    """Yield the agreements of one file, or why a line gives none."""
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


def _row(file: str, line: int, cells: Mapping[str, str]) -> ImportedRow:
    source_id = cells[ID]
    try:
        dates = {name.replace("-", "_"): _day(cells, name) for name in _DATES}
        retention = _retention(cells["retention-period"])
        if not source_id or not cells["name"]:
            raise ValueError("The row has no identifier or no name.")
        parties, flags = _parties(cells)
        if not parties:
            raise ValueError("The row names no controller, so nobody leads the agreement.")
    except ValueError as error:
        return refused(file, line, str(error), source_id=source_id)
    power = _data()["powers"].get(cells["legal-power-disclosure"].rpartition(":")[2], "")
    method = _data()["methods"].get(folded(cells["information-sharing-method"]), "")
    words = {
        "parties": _written(
            cells, "controllers", "controller-names", "processors", "processor-names"
        ),
        "legal_powers": cells["legal-power-disclosure"],
        "method": cells["information-sharing-method"],
        "areas": _written(cells, "areas", "area-names"),
    }
    fields: dict[str, object] = {
        "title": " ".join(cells["name"].split()),
        "lay_summary": _summary(cells, parties, power, retention),
        "purpose": cells["purpose"],
        "benefits_expected": cells["information-sharing-benefits"],
        "disclosed_information": cells["disclosed-information"],
        "legal_powers": [power] if power else [],
        "theme": [_data()["themes"][power]] if power else [],
        "method": [method] if method else [],
        "retention_period": retention,
        "rights_contact": cells["contact"],
        "other_references": [f"{ID}:{source_id}"],
        "document_not_public_reason": NOT_PUBLIC,
        "source_url": SOURCE_URL,
        **dates,
    }
    return ImportedRow(
        file=file,
        line=line,
        source=SOURCE,
        source_id=source_id,
        fields={name: value for name, value in fields.items() if value},
        parties=tuple(parties),
        source_words={name: value for name, value in words.items() if value},
        flags=tuple(flags),
    )


def _parties(cells: Mapping[str, str]) -> tuple[list[NamedParty], list[str]]:
    """Return the parties, and what a person should look at."""
    givers = _bodies(cells["controllers"], cells["controller-names"])
    takers = _bodies(cells["processors"], cells["processor-names"])
    in_text = _recipients(cells["disclosed-information"])
    flags: list[str] = []
    parties: list[NamedParty] = []
    for title, written in givers.items():
        doubt = ""
        if title not in takers and title in in_text:
            doubt = f"The source lists {title} as giving data, but its text says it receives it."
            flags.append(doubt)
        takes = True if doubt or title in takers else None
        parties.append(_party(written, "controller", True, takes, doubt))
    for title, written in takers.items():
        if title not in givers:
            parties.append(_party(written, "recipient", None, True))
    return parties, flags


def _party(
    name: str, role: str, discloses: bool | None, receives: bool | None, to_check: str = ""
) -> NamedParty:
    body = known.find(name)
    identifiers = body.identifiers if body else ()
    return NamedParty(name, identifiers, role, discloses, receives, to_check)


def _bodies(codes_cell: str, names_cell: str) -> dict[str, str]:
    """Return the bodies of a pair of cells: known title to name as written.

    Names win. A code whose body is known and not named is a body of its own. Other codes are
    taken for the names' own as long as there are names for them.
    """
    names = [name for cell in parts(names_cell) for name in parts(cell, separator="/")]
    written = {known.title(name): name for name in reversed(names)}
    resolved, unknown = {}, []
    for code in parts(codes_cell):
        name = _data()["organisations"].get(code)
        if name is None:
            unknown.append(code)
        elif name not in written:
            resolved[name] = name
    if len(unknown) > len(names):
        raise ValueError(
            f"Nobody knows who “{unknown[0]}” is: the row gives more codes than names."
        )
    return resolved | dict(reversed(written.items()))


def _recipients(text: str) -> frozenset[str]:
    """Return titles of known bodies that the text says data goes to."""
    found = (known.leading(match[1]) for match in _TO.finditer(text))
    return frozenset(body.title for body in found if body is not None)


def _written(cells: Mapping[str, str], *columns: str) -> str:
    """Return cells as they stand, each after its column's name."""
    return "\n".join(f"{column}: {cells[column]}" for column in columns if cells[column])


def _day(cells: Mapping[str, str], column: str) -> str:
    if not cells[column]:
        return ""
    try:
        return calendar_day.parse(cells[column]).isoformat()
    except calendar_day.NotADay:
        raise ValueError(f"“{column}” is no date: “{cells[column][:40]}”.") from None


def _retention(cell: str) -> str:
    if not cell:
        return ""
    try:
        return str(duration.parse(cell))
    except duration.NotADuration:
        raise ValueError(f"“retention-period” is no ISO 8601 duration: “{cell[:40]}”.") from None


def _summary(
    cells: Mapping[str, str], parties: list[NamedParty], power: str, retention: str
) -> str:
    givers = [known.title(party.name) for party in parties if party.discloses]
    takers = listed([known.title(party.name) for party in parties if not party.discloses])
    verb = "gives" if len(givers) == 1 else "give"
    labels = _data()["power_words"]
    return summary(
        [
            f"{listed(givers)} {verb} information to {takers}."
            if takers
            else f"{listed(givers)} share information.",
            f"The aim, in the source's words: {quoted(cells['purpose'])}",
            f"What is shared: {quoted(cells['disclosed-information'])}",
            f"Law: {labels[power]}." if power else "",
            f"It is kept for {duration.parse(retention).words}." if retention else "",
            f"Ask about your data: {cells['contact']}." if cells["contact"] else "",
        ]
    )


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Mapping[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(
        (known.DATA / "dea.yaml").read_text(encoding="utf-8")
    )
    return loaded
