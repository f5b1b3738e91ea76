"""One row of somebody else's register, as a reader understood it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party as the source names it; which body it is, is for the writer to find out.

    ``identifiers`` are pairs of scheme (``ons``, ``government``, …) and code. ``discloses`` and
    ``receives`` are None where the source does not say. ``to_check`` is a sentence for a person
    where the source contradicts itself.
    """

    name: str
    identifiers: tuple[tuple[str, str], ...] = ()
    role: str = ""
    discloses: bool | None = None
    receives: bool | None = None
    to_check: str = ""


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """An agreement out of one line of a file, or the reason why the line gives none.

    ``fields`` are named as in the agreement's schema; parties are apart, the lead first.
    ``source_words`` keeps, by field, what the source wrote where our lists have no such value or
    where we put a value of our own. ``flags`` are sentences for a person to look into.
    """

    file: str
    line: int
    source: str = ""
    source_id: str = ""
    source_version: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    parties: tuple[NamedParty, ...] = ()
    source_words: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    refusal: str = ""

    @property
    def lead(self) -> NamedParty:
        """Return the party that looks after the text: the first one."""
        return self.parties[0]


def refused(file: str, line: int, reason: str, *, source_id: str = "") -> ImportedRow:
    """Return the row that says why nothing came of a line; line 0 is the file itself."""
    return ImportedRow(file=file, line=line, source_id=source_id, refusal=reason)
