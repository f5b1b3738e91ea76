"""``ckan datashare tick``: does all that is due."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from .. import clock
from ..outbox import tick as ticker


@click.command("tick")
@click.option(
    "--every",
    type=click.IntRange(min=1),
    metavar="SECONDS",
    help="Go on for ever, once in so many seconds, until told to stop (SIGTERM).",
)
@click.option(
    "--beat",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Touch this file after each round, for a health check to look at.",
)
@click.pass_context
def tick(context: click.Context, every: int | None, beat: Path | None) -> None:
    """Do all that is due: seal the audit log, send notices, refresh the search index.

    Safe to run at any time, twice, and on several machines at once. Exits with 1 when a part
    failed; the others are done all the same.
    """
    if every is None:
        context.exit(0 if _once() else 1)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # A round in hand is finished: a mail between sending and marking would go out twice.
        signal.signal(number, lambda *_: stopping.set())
    while not stopping.is_set():
        _once()
        if beat is not None:
            beat.touch()
        stopping.wait(every)


def _once() -> bool:
    outcomes = ticker.run(clock.now())
    if outcomes is None:
        click.echo("Another ticker is at work.")
        return True
    for outcome in outcomes:
        if not outcome.ok:
            click.echo(f"Failed: {outcome.duty}: {outcome.said}", err=True)
        elif outcome.said:
            click.echo(f"Done: {outcome.duty}: {outcome.said}")
    return all(outcome.ok for outcome in outcomes)
