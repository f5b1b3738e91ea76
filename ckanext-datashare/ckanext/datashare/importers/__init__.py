"""Agreements out of registers that others keep: a reader for each format, and one writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..domain.imported import ImportedRow, refused
from . import dea, listing, nhs_digital, weisf

_BY_FILE = {dea.SOURCE: dea.read, weisf.SOURCE: weisf.read, listing.SOURCE: listing.read}
FORMATS = (dea.SOURCE, nhs_digital.SOURCE, weisf.SOURCE, listing.SOURCE)


def read(format: str, paths: Sequence[Path]) -> Iterator[ImportedRow]:
    """Yield what each line of ``paths`` gives: an agreement, or the reason why it gives none.

    An identifier that stands twice in one file is refused the second time; in a later file it is
    a correction. The files of ``nhs-digital`` belong together and may come in any order.

    :raises KeyError: for a format that is not in :data:`FORMATS`
    """
    if format == nhs_digital.SOURCE:
        yield from nhs_digital.read(paths)
        return
    reader = _BY_FILE[format]
    for path in paths:
        lines: dict[str, int] = {}
        for row in reader(path):
            first = lines.setdefault(row.source_id, row.line) if not row.refusal else row.line
            if first == row.line:
                yield row
            else:
                reason = f"{row.source_id} stands in line {first} already."
                yield refused(row.file, row.line, reason, source_id=row.source_id)
