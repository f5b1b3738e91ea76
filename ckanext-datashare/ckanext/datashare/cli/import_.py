"""``ckan datashare import`` and ``template``: agreements out of the registers of others."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from ckan.lib.search.common import SearchError, SearchIndexError, SolrConnectionError

from .. import clock
from ..importers import FORMATS, listing, read, write

_ALL_IN, _SOME_LEFT, _NOTHING = 0, 1, 2


@click.command("import")
@click.argument("format", type=click.Choice(FORMATS))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print each outcome as a line of JSON.")
@click.option("--create-bodies", is_flag=True, help="Make missing bodies, as unconfirmed.")
def import_command(
    format: str, files: Sequence[Path], dry_run: bool, as_json: bool, create_bodies: bool
) -> None:
    """Bring the agreements in FILES into the register.

    Each row is found again by the source's own identifier: what is here already and unchanged
    stays as it is. The files of one call belong together. Exit status: 0 all rows are in, 1 some
    were refused or wait for a body, 2 nothing is in.
    """
    rows = list(read(format, files))
    run = write.Import(rows, now=clock.now, create_bodies=create_bodies, dry_run=dry_run)
    counted: Counter[write.Result] = Counter()
    stopped = ""
    try:
        for outcome in _with_bar(run.run(), len(rows), quiet=as_json):
            counted[outcome.result] += 1
            click.echo(_json(outcome) if as_json else _line(outcome))
    except (SearchError, SearchIndexError, SolrConnectionError):
        stopped = (
            "Search does not answer, so nothing more was written. Start it and run this again."
        )
    if stopped:
        click.echo(stopped, err=True)
    if not as_json:
        click.echo(_sum(counted, run.bodies.made, dry_run=dry_run))
    raise SystemExit(_status(counted, stopped=bool(stopped)))


@click.command()
@click.argument("format", type=click.Choice([listing.SOURCE]))
def template(format: str) -> None:
    """Print an empty file of FORMAT, with every column."""
    click.echo(listing.template(), nl=False)


def _with_bar(
    outcomes: Iterator[write.Outcome], length: int, *, quiet: bool
) -> Iterator[write.Outcome]:
    """Yield the outcomes; on a terminal, with a bar on standard error."""
    err = click.get_text_stream("stderr")
    if quiet or not err.isatty():
        yield from outcomes
        return
    with click.progressbar(outcomes, length=length, label="Importing", file=err) as bar:
        yield from bar


def _json(outcome: write.Outcome) -> str:
    return json.dumps({**asdict(outcome), "result": outcome.result.value}, ensure_ascii=False)


def _line(outcome: write.Outcome) -> str:
    place = f"{outcome.file}:{outcome.line}" if outcome.line else outcome.file
    said = " ".join(
        part
        for part in (outcome.result.value, outcome.reference, outcome.source_id, outcome.title)
        if part
    )
    flags = "".join(f"\n    check: {flag}" for flag in outcome.flags if outcome.is_in)
    reason = f": {outcome.reason}" if outcome.reason else ""
    return f"{place}: {said}{reason}{flags}"


def _sum(counted: Counter[write.Result], made: Sequence[str], *, dry_run: bool) -> str:
    parts = [f"{counted[result]} {result.value}" for result in write.Result if counted[result]]
    bodies = f", {len(made)} bodies {'to make' if dry_run else 'made'}" if made else ""
    return f"{'Dry run: ' if dry_run else ''}{', '.join(parts) or 'no rows'}{bodies}."


def _status(counted: Counter[write.Result], *, stopped: bool) -> int:
    left = counted[write.Result.WAITING] + counted[write.Result.REFUSED]
    done = sum(counted.values()) - left
    if not done:
        return _NOTHING
    return _SOME_LEFT if left or stopped else _ALL_IN
