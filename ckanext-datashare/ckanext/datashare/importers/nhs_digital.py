"""Reader ``nhs-digital``: NHS Digital's register of approved data releases.

Two sheets as CSV, in any order and any number: *purpose statements* say what an agreement is
for, the *release register* says which files went out under it. They are joined by the agreement's
NIC number with its version. The source has no titles and no dates: titles and summaries are made
by rule, dates stay unstated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..domain.imported import ImportedRow, NamedParty, refused
from . import known, nhs_values, table
from .words import lower_first, quoted, summary, unique

SOURCE = "nhs-digital"
SOURCE_URL = "https://github.com/HDRUK/data-use-register"
LEAD = "NHS Digital"
STATEMENT_COLUMNS = (
    "Reference Number",
    "Organisation",
    "Objective for Processing",
    "Processing Activities",
    "Expected Output",
    "Expected Measurable Benefits",
    "Yielded Benefits",
    "Organisation Type",
)
RELEASE_COLUMNS = (
    "RowID",
    "Organisation Name",
    "Type of Data Provided",
    nhs_values.IDENTIFIABLE,
    "Sensitive or Non-Sensitive",
    nhs_values.LEGAL_BASIS,
    "Purpose",
    "Frequency",
    "NIC Number",
    "MR Number (where relevant)",
    nhs_values.OPT_OUTS,
    nhs_values.CONFIDENTIALITY,
)
NOT_PUBLIC = "The source register publishes this entry, not the signed agreement."
# DARS-NIC-125012-S7Z6Y-v3.5: the identity, then the source's version.
_NUMBER = re.compile(r"((?:DARS-)?NIC-[0-9]+-[A-Z0-9]+)(?:-v([0-9]+(?:\.[0-9]+)*))?", re.IGNORECASE)
_BOROUGH = re.compile(r"London Borough [Oo]f ")


@dataclass(slots=True)
class _Sheets:
    """What the files hold, before it is joined; releases by NIC number in small letters."""

    statements: list[tuple[str, int, Mapping[str, str]]] = field(default_factory=list)
    releases: dict[str, list[tuple[str, int, Mapping[str, str]]]] = field(default_factory=dict)
    refusals: list[ImportedRow] = field(default_factory=list)


def read(paths: Sequence[Path]) -> Iterator[ImportedRow]:
    """Yield the agreements of all files together, lower versions of one first, then refusals."""
    sheets = _Sheets()
    for path in paths:
        _open(path, sheets)
    yield from sheets.refusals
    seen: dict[str, tuple[str, int]] = {}
    for file, line, cells in _in_order(sheets.statements):
        number = cells["Reference Number"].lower()
        if number in seen:
            other, at = seen[number]
            reason = f"{cells['Reference Number']} stands in {other}, line {at}, already."
            yield refused(file, line, reason, source_id=cells["Reference Number"])
            continue
        seen[number] = (file, line)
        yield _row(file, line, cells, [row for *_, row in sheets.releases.pop(number, [])])
    for rows in sheets.releases.values():
        for file, line, cells in rows:
            reason = (
                f"Release {cells['RowID']} belongs to {cells['NIC Number']}, "
                "which none of the files with purpose statements has."
            )
            yield refused(file, line, reason, source_id=cells["NIC Number"])


def split_number(number: str) -> tuple[str, str]:
    """Return identity and version of a NIC number.

    :raises ValueError: when it is none.
    """
    match = _NUMBER.fullmatch(number.strip())
    if match is None:
        raise ValueError(f"“{number[:60]}” is no agreement number like DARS-NIC-12345-A1B2C-v1.0.")
    return match[1].upper(), match[2] or ""


def _in_order(
    statements: list[tuple[str, int, Mapping[str, str]]],
) -> list[tuple[str, int, Mapping[str, str]]]:
    """Return the statements in file order, but the versions of one agreement lowest first."""
    first: dict[str, int] = {}
    keys = []
    for place, (_, _, cells) in enumerate(statements):
        identity, version = split_number(cells["Reference Number"])
        parts = tuple(int(part) for part in version.split(".") if part)
        keys.append((first.setdefault(identity, place), parts, place))
    return [statements[place] for _, _, place in sorted(keys)]


def _open(path: Path, sheets: _Sheets) -> None:
    file = path.name
    try:
        found = table.read(path)
    except table.TableRefused as error:
        sheets.refusals.append(refused(file, 0, str(error)))
        return
    is_release = "RowID" in found.columns or "NIC Number" in found.columns
    absent = table.missing(found.columns, RELEASE_COLUMNS if is_release else STATEMENT_COLUMNS)
    if absent:
        sheets.refusals.append(refused(file, 1, absent))
        return
    ids: dict[str, int] = {}
    for record in found.records:
        column = "NIC Number" if is_release else "Reference Number"
        reason = record.refusal or _unfit(record.cells, column, ids, record.line, is_release)
        if reason:
            number = record.cells.get(column, "")
            sheets.refusals.append(refused(file, record.line, reason, source_id=number))
        elif is_release:
            rows = sheets.releases.setdefault(record.cells[column].lower(), [])
            rows.append((file, record.line, record.cells))
        else:
            sheets.statements.append((file, record.line, record.cells))


def _unfit(
    cells: Mapping[str, str], column: str, ids: dict[str, int], line: int, is_release: bool
) -> str:
    """Return why a row cannot be used; remembers the keys of releases."""
    try:
        split_number(cells[column])
    except ValueError as error:
        return str(error)
    if not cells["Organisation Name" if is_release else "Organisation"]:
        return "The row names no organisation."
    if is_release:
        first = ids.setdefault(cells["RowID"], line)
        if first != line:
            return f"Release {cells['RowID']} stands in line {first} already."
    return ""


def _row(
    file: str, line: int, cells: Mapping[str, str], releases: list[Mapping[str, str]]
) -> ImportedRow:
    source_id, version = split_number(cells["Reference Number"])
    recipient = known.title(cells["Organisation"])
    body = known.find(cells["Organisation"])
    flags = _flags(cells, releases)
    values = nhs_values.agreement(releases)
    subjects, onward, condition = nhs_values.from_text(
        aim=cells["Objective for Processing"], activities=cells["Processing Activities"]
    )
    areas = [body.facts["area"]] if body and "area" in body.facts else []
    data_sets = unique(row["Type of Data Provided"] for row in releases)
    title = f"{nhs_values.group(releases)}: {LEAD} to {recipient}"
    fields: dict[str, object] = {
        "title": title,
        "lay_summary": _summary(cells, recipient, releases, values),
        "purpose": cells["Objective for Processing"],
        "what_happens_at_each_stage": cells["Processing Activities"],
        "benefits_expected": cells["Expected Measurable Benefits"],
        "benefits_achieved": cells["Yielded Benefits"],
        "notes": f"Expected output:\n{cells['Expected Output']}"
        if cells["Expected Output"]
        else "",
        "disclosed_information": "\n".join(data_sets),
        "datasets": data_sets,
        "data_subjects": subjects,
        "theme": ["health-and-wellbeing"],
        "direction": "one-way",
        "areas": areas,
        "areas_derived": "yes" if areas else "",
        "onward_sharing": onward,
        "onward_sharing_conditions": condition,
        "other_references": [cells["Reference Number"]],
        "document_not_public_reason": NOT_PUBLIC,
        "source_url": SOURCE_URL,
        "releases": [nhs_values.release(row) for row in releases],
        **values.fields,
    }
    parties = (
        _party(LEAD, "controller", discloses=True),
        _party(cells["Organisation"], "recipient", receives=True, to_check=" ".join(flags)[:500]),
    )
    return ImportedRow(
        file=file,
        line=line,
        source=SOURCE,
        source_id=source_id,
        source_version=version,
        fields={name: value for name, value in fields.items() if value},
        parties=parties,
        source_words=values.words,
        flags=tuple(flags),
    )


def _party(
    name: str,
    role: str,
    *,
    discloses: bool | None = None,
    receives: bool | None = None,
    to_check: str = "",
) -> NamedParty:
    body = known.find(name)
    identifiers = body.identifiers if body else ()
    return NamedParty(name, identifiers, role, discloses, receives, to_check)


def _flags(cells: Mapping[str, str], releases: list[Mapping[str, str]]) -> list[str]:
    """Return what a person should look at before relying on the entry."""
    flags = []
    text = f"{cells['Objective for Processing']}\n{cells['Processing Activities']}"
    own = known.title(cells["Organisation"])
    others = unique(
        body.title
        for match in _BOROUGH.finditer(text)
        for body in [known.leading(text[match.end() :])]
        if body is not None and body.title != own
    )
    if others:
        flags.append(f"The text also names {' and '.join(others)}.")
    flags += [f"The text says: “{said}”" for said in nhs_values.doubts(text)]
    elsewhere = unique(
        row["Organisation Name"] for row in releases if known.title(row["Organisation Name"]) != own
    )
    if elsewhere:
        flags.append(f"Releases under it went to {' and '.join(elsewhere)}.")
    if not releases:
        flags.append("No release under it was in the files.")
    return flags


def _summary(
    cells: Mapping[str, str],
    recipient: str,
    releases: list[Mapping[str, str]],
    values: nhs_values.Values,
) -> str:
    group = lower_first(nhs_values.group(releases))
    return summary(
        [
            f"{LEAD} gives {recipient} {group}.",
            *values.sentences,
            f"The aim, in the source's words: {quoted(cells['Objective for Processing'])}",
            f"Law: {'; '.join(values.laws)}." if values.laws else "",
            f"Files listed: {len(releases)}." if releases else "",
            "The source states no dates.",
        ]
    )
