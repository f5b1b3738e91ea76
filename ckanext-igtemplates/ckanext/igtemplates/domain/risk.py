"""Risks to people, what measures leave of them, and when the ICO has to be asked first.

The matrix is the one the ICO's guidance on impact assessments shows: severe harm that may well
happen is high, harm that people get over with ease never is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum


class Likelihood(str, Enum):
    """How likely harm is."""

    REMOTE = "remote"
    POSSIBLE = "possible"
    PROBABLE = "probable"


class Severity(str, Enum):
    """How bad harm would be."""

    MINIMAL = "minimal"
    SIGNIFICANT = "significant"
    SEVERE = "severe"


class Level(str, Enum):
    """Overall risk, the lowest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


_ORDER = tuple(Level)
_L, _M, _H = _ORDER
_MATRIX: dict[Severity, tuple[Level, Level, Level]] = {
    Severity.MINIMAL: (_L, _L, _L),
    Severity.SIGNIFICANT: (_L, _M, _H),
    Severity.SEVERE: (_L, _H, _H),
}


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk before and after its measures; None where it is not stated."""

    name: str
    overall: Level | None
    residual: Level | None

    @property
    def is_high(self) -> bool:
        """Return whether it stays high, or nobody has said that it does not."""
        return self.residual in (None, Level.HIGH)


def overall(likelihood: Likelihood, severity: Severity) -> Level:
    """Return the overall risk."""
    return _MATRIX[severity][tuple(Likelihood).index(likelihood)]


def read(
    risks: Sequence[Mapping[str, object]], measures: Iterable[Mapping[str, object]]
) -> list[Risk]:
    """Return the risks of an assessment with what approved measures leave of them.

    Each measure says what remains when all measures for its risk work; where two say different
    things, the worse is taken. A measure that is not approved, or only accepts, lowers nothing.

    :param risks: rows ``{name, likelihood, severity}``
    :param measures: rows ``{risk, effect, residual, approved}``
    """
    approved = [row for row in measures if row.get("approved") in (True, "true", "yes")]
    return [
        _risk(row, [one for one in approved if one.get("risk") == row.get("name")]) for row in risks
    ]


def _risk(row: Mapping[str, object], measures: Sequence[Mapping[str, object]]) -> Risk:
    before = _stated(row)
    said = [level for one in measures if (level := _left(one, before)) is not None]
    after = max(said, key=_ORDER.index) if said else before
    return Risk(str(row.get("name") or ""), before, after)


def _stated(row: Mapping[str, object]) -> Level | None:
    likelihood, severity = row.get("likelihood"), row.get("severity")
    if not likelihood or not severity:
        return None
    return overall(Likelihood(str(likelihood)), Severity(str(severity)))


def _left(measure: Mapping[str, object], before: Level | None) -> Level | None:
    if measure.get("effect") == "accepted" or not measure.get("residual"):
        return before
    return Level(str(measure["residual"]))


def blocks_signing(risks: Iterable[Risk], *, consultation_ended: bool) -> bool:
    """Return whether nothing may be signed yet: UK GDPR Article 36(1).

    :param consultation_ended: whether the ICO was asked and its consultation has ended
    """
    return not consultation_ended and any(risk.is_high for risk in risks)
