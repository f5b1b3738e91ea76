"""Risks before and after measures, and when the ICO has to be asked first."""

from __future__ import annotations

from typing import Any

import pytest
from ckanext.igtemplates.domain.risk import (
    Level,
    Likelihood,
    Severity,
    blocks_signing,
    overall,
    read,
)

RISK = {"name": "Leak", "likelihood": "probable", "severity": "severe"}
MEASURE = {"risk": "Leak", "effect": "reduced", "residual": "low", "approved": True}
TABLE = {
    "minimal": ("low", "low", "low"),
    "significant": ("low", "medium", "high"),
    "severe": ("low", "high", "high"),
}


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("likelihood", Likelihood)
def test_overall_risk_of_each_pair(likelihood: Likelihood, severity: Severity) -> None:
    wanted = TABLE[severity.value][list(Likelihood).index(likelihood)]

    assert overall(likelihood, severity) is Level(wanted)


@pytest.mark.parametrize(
    ("measures", "left"),
    [
        ([], "high"),
        ([MEASURE], "low"),
        ([{**MEASURE, "approved": False}], "high"),
        ([{**MEASURE, "effect": "accepted"}], "high"),
        ([{**MEASURE, "residual": ""}], "high"),
        ([{**MEASURE, "risk": "Another"}], "high"),
        ([MEASURE, {**MEASURE, "residual": "medium"}], "medium"),
    ],
)
def test_risk_that_measures_leave(measures: list[dict[str, Any]], left: str) -> None:
    (found,) = read([RISK], measures)

    assert found.overall is Level.HIGH and found.residual is Level(left)


@pytest.mark.parametrize(
    ("residual", "ended", "blocks"),
    [("high", False, True), ("high", True, False), ("medium", False, False), ("low", True, False)],
)
def test_high_risk_that_stays_blocks_until_the_ico_has_ended(
    residual: str, ended: bool, blocks: bool
) -> None:
    risks = read([RISK], [{**MEASURE, "residual": residual}])

    assert blocks_signing(risks, consultation_ended=ended) is blocks


def test_risk_that_nobody_weighed_blocks_and_no_risk_does_not() -> None:
    assert blocks_signing(read([{"name": "Leak"}], []), consultation_ended=False)
    assert not blocks_signing([], consultation_ended=False)
