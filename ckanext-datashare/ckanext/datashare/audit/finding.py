"""What an examination of the audit log finds wrong, each in one sentence that names the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: ``kind``, a sentence, and the event or leaf where there is one."""

    kind: str
    sentence: str
    event: str | None = None
    leaf: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A log that holds: events sealed, events waiting for the sealer, checkpoints checked."""

    sealed: int
    waiting: int
    checkpoints: int


class LogAltered(Exception):
    """The audit log is not what was sealed; ``findings`` say where and how."""

    def __init__(self, findings: Sequence[Finding], summary: Summary) -> None:
        self.findings = tuple(findings)
        self.summary = summary
        super().__init__("\n".join(finding.sentence for finding in findings))
