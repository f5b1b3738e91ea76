"""What an impact assessment already says, carried into the agreement's own fields.

Only empty fields are filled: what somebody wrote in the agreement stays. What was carried over is
told field by field, so that the page can say where each answer comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Carried:
    """One answer that was carried over: from which field of the assessment, to which field."""

    source: str
    field: str
    value: Any


def _same(value: Any) -> Any:
    return value


def _measures(rows: Any) -> str:
    """Return the approved measures as lines of text."""
    return "\n".join(
        str(row["measure"])
        for row in rows
        if row.get("measure") and row.get("approved") in (True, "true", "yes")
    )


def _parties(rows: Any) -> list[dict[str, Any]]:
    kept = ({key: row[key] for key in ("body", "role") if row.get(key)} for row in rows)
    return [row for row in kept if row.get("body")]


# Field of the assessment, field of the agreement, how the value is written there.
TABLE: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
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
    assessment: Mapping[str, Any], agreement: Mapping[str, Any], *, lead: str = ""
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
            carried = _added(_parties(value), there or [], lead=lead)
        else:
            carried = None if not _is_empty(there) else written(value)
        if not _is_empty(carried):
            found.append(Carried(source, field, carried))
    return tuple(found)


def _added(
    parties: list[dict[str, Any]], there: Sequence[Mapping[str, Any]], *, lead: str
) -> list[dict[str, Any]] | None:
    """Return the lead's own party and the assessment's, where nobody else is named yet."""
    if any(row.get("body") != lead for row in there):
        return None
    others = [row for row in parties if row["body"] != lead]
    return [*(dict(row) for row in there), *others] if others else None


def _is_empty(value: Any) -> bool:
    return value in (None, "", [], {})
