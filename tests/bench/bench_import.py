"""Importing agreements in batches, against a loop of `package_create`: the same rows, one process.

The rows are the NHS register's of the sample, made many by other numbers. The loop writes private
drafts, which is less than the import does: that one also registers and records the source.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ckanext.datashare.domain.imported import ImportedRow

from tests import reset

ROWS = 300
TURNS = 3


def measure() -> tuple[float, float]:
    """Return agreements a second, of the import and of the loop."""
    import ckan.plugins.toolkit as tk
    from ckanext.datashare import clock
    from ckanext.datashare.importers import entry, match, write

    rows = _rows()
    bodies = match.Bodies(create=True)
    for row in rows:
        for party in row.parties:
            bodies.id_of(party)
    ours = theirs = 0.0
    share = ROWS // TURNS
    for turn in range(TURNS):  # in turns, so that a disk that slows down slows both
        part = rows[turn * share : (turn + 1) * share]
        data = [dict(entry.prepare(row, bodies).data) for row in part]
        begun = time.perf_counter()
        for values in data:
            values.pop("private")
            tk.get_action("package_create")(entry.context(bodies.user), values)
        theirs += time.perf_counter() - begun
        run = write.Import([replace(row, source="csv") for row in part], now=clock.now)
        begun = time.perf_counter()
        outcomes = list(run.run())
        ours += time.perf_counter() - begun
        if not all(outcome.result is write.Result.CREATED for outcome in outcomes):
            raise RuntimeError(f"not all came in: {outcomes[0]}")
    return share * TURNS / ours, share * TURNS / theirs


def _rows() -> Sequence[ImportedRow]:
    import ckanext.datashare
    from ckanext.datashare.importers import read

    sample = Path(ckanext.datashare.__file__).parent / "sample"
    found = list(read("nhs-digital", sorted(sample.glob("nhs_digital_*.csv"))))
    return [
        replace(found[number % len(found)], source_id=f"BENCH-{number}") for number in range(ROWS)
    ]


def main() -> int:
    """Print the table."""
    from ckan.cli import load_config
    from ckan.config.environment import load_environment

    load_environment(load_config(os.environ["CKAN_INI"]))
    reset.database(os.environ["DATASHARE_OWNER_URL"])
    ours, theirs = measure()
    print(f"import of {ROWS} agreements")
    print(
        f"{'agreements/s':<20}{ours:8.1f}     package_create {theirs:8.1f}     "
        f"ratio {ours / theirs:.2f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
