"""``ckan datashare check-index`` and ``rebuild``: the register held against its sources."""

from __future__ import annotations

import ckan.model as model
import click

from .. import check_index, clock, content, kinds, projection


@click.command("check-index")
@click.option("--dry-run", is_flag=True, help="Only say what differs.")
def check_index_command(dry_run: bool) -> None:
    """Find search documents without a row and rows without a document, and mend them."""
    at = clock.now()
    found = check_index.compare(at=at) if dry_run else check_index.repair(at=at)
    for word in ("missing", "orphaned", "stale"):
        for package_id in sorted(getattr(found, word)):
            click.echo(f"{word} {package_id}")
    if not found:
        click.echo("The search index and the register agree.")
    elif dry_run:
        raise SystemExit(1)


@click.command()
def rebuild() -> None:
    """Make the content columns of the register again from the datasets; must change nothing."""
    changed = 0
    query = model.Session.query(model.Package).filter(
        model.Package.type == kinds.AGREEMENT, model.Package.state != "deleted"
    )
    for package in query:
        different = projection.rebuild(package, content.snapshot(package))
        if different:
            changed += 1
            click.echo(f"{package.id}: {', '.join(different)}")
    model.Session.commit()
    click.echo(f"{changed} agreements differed from their datasets.")
