"""What an impact assessment already says, carried into the agreement's own fields.

Only empty fields are filled: what somebody wrote in the agreement stays. What was carried over is
told field by field, so that the page can say where each answer comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carried:
    """One answer that was carried over: from which field of the assessment, to which field."""

    source: str
    field: str
    value: object


def _same(value: object) -> object:
    return value


def _rows(value: object) -> list[Mapping[str, object]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _measures(rows: object) -> str:
    """Return the approved measures as lines of text."""
    return "\n".join(
        str(row["measure"])
        for row in _rows(rows)
        if row.get("measure") and row.get("approved") in (True, "true", "yes")
    )


def _parties(rows: object) -> list[dict[str, object]]:
    kept = ({key: row[key] for key in ("body", "role") if row.get(key)} for row in _rows(rows))
    return [row for row in kept if row.get("body")]


# Field of the assessment, field of the agreement, how the value is written there.
TABLE: tuple[tuple[str, str, Callable[[object], object]], ...] = (
    ("purposes", "purpose", _same),
    ("benefits", "benefits_expected", _same),
    ("data_types", "data_types", _same),
    ("data_items", "data_items", _same),
    ("individuals", "data_subjects", _same),
    ("volume", "people_affected", _same),
    ("frequency", "frequency", _same),
    ("area", "areas", _same),
    ("lawful_basis", "article_6", _same),
    ("special_category_basis", "article_9", _same),
    ("legal_powers", "legal_powers", _same),
    ("automated_decisions", "automated_decisions", _same),
    ("accuracy", "accuracy_checks", _same),
    ("outside_uk", "outside_uk", _same),
    ("retention", "retention_period", _same),
    ("measures", "security_measures", _measures),
    ("partners", "parties", _parties),
)


def flow(
    assessment: Mapping[str, object], agreement: Mapping[str, object], *, lead: str = ""
) -> tuple[Carried, ...]:
    """Return what to carry over into the empty fields of an agreement.

    :param lead: id of the agreement's lead. Its party alone counts as an empty list of parties:
        every draft begins with it, and it is kept as it stands.
    """
    found = []
    for source, field, written in TABLE:
        value, there = assessment.get(source), agreement.get(field)
        if _is_empty(value):
            continue
        if field == "parties":
            carried: object = _added(_parties(value), _rows(there), lead=lead)
        else:
            carried = None if not _is_empty(there) else written(value)
        if not _is_empty(carried):
            found.append(Carried(source, field, carried))
    return tuple(found)


def _added(
    parties: list[dict[str, object]], there: Sequence[Mapping[str, object]], *, lead: str
) -> list[dict[str, object]] | None:
    """Return the lead's own party and the assessment's, where nobody else is named yet."""
    if any(row.get("body") != lead for row in there):
        return None
    others = [row for row in parties if row["body"] != lead]
    return [*(dict(row) for row in there), *others] if others else None


def _is_empty(value: object) -> bool:
    return value in (None, "", [], {})
