"""``ckan datashare outbox``: looks at messages that wait or were given up."""

from __future__ import annotations

import ckan.model as model
import click
import sqlalchemy as sa

from .. import clock
from ..model.outbox import Outbox, Status


@click.group()
def outbox() -> None:
    """Look at messages that wait or were given up."""


@outbox.command("list")
@click.option(
    "--status",
    type=click.Choice([status.value for status in Status]),
    default=Status.PARKED.value,
    show_default=True,
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
def list_(status: str, limit: int) -> None:
    """List messages, one a line: id, notice, kind of reader, attempts, due, what failed."""
    query = (
        sa.select(Outbox)
        .where(Outbox.status == status)
        .order_by(Outbox.due_at, Outbox.id)
        .limit(limit)
    )
    for row in model.Session.scalars(query):
        failed = row.last_error or "-"
        click.echo(
            f"{row.id}\t{row.template}\t{row.recipient_kind}\t{row.attempts}\t"
            f"{row.due_at.isoformat(timespec='seconds')}\t{failed}"
        )


@outbox.command()
@click.argument("ids", nargs=-1)
@click.option("--all", "all_", is_flag=True, help="All that are parked.")
def retry(ids: tuple[str, ...], all_: bool) -> None:
    """Let parked messages wait again, for the next tick to send."""
    if bool(ids) == all_:
        raise click.UsageError("Name the messages, or say --all.")
    parked = sa.select(Outbox.bundle).where(Outbox.status == Status.PARKED.value)
    bundles = parked if all_ else parked.where(Outbox.id.in_(ids))
    # A digest was parked as a whole and goes back as a whole.
    change = (
        sa.update(Outbox)
        .where(Outbox.status == Status.PARKED.value, Outbox.bundle.in_(bundles))
        .values(status=Status.WAITING.value, attempts=0, due_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    count = model.Session.execute(change).rowcount
    model.Session.commit()
    click.echo(f"{count} wait again.")
    if ids and not count:
        raise click.ClickException("None of these is parked.")
