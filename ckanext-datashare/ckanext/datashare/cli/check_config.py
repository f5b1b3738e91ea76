"""``ckan datashare check-config``: names each unsafe setting in force."""

from __future__ import annotations

import stat
from pathlib import Path

import ckan.model as model
import ckan.plugins.toolkit as tk
import click
import sqlalchemy as sa

from ..domain.hardening import Site, judge
from ..domain.hardening_rules import RULES

KEY_FILE = "ckanext.datashare.audit.key_file"
FACTOR_KEY_FILE = "ckanext.datashare.second_factor.key_file"

_MAY_CHANGE = sa.text(
    "SELECT bool_or(has_table_privilege(oid, 'UPDATE') OR has_table_privilege(oid, 'DELETE')"
    " OR has_table_privilege(oid, 'TRUNCATE'))"
    " FROM pg_class WHERE relkind = 'r' AND relname = 'datashare_event'"
)


@click.command("check-config")
@click.pass_context
def check_config(context: click.Context) -> None:
    """Name each unsafe setting in force, why it is unsafe, and what to do.

    Exits with 1 when there is one. config/production.ini.example keeps all the rules.
    """
    site = Site(
        settings=tk.config,
        key_file_mode=_mode(tk.config[KEY_FILE]),
        factor_key_file_mode=_mode(tk.config[FACTOR_KEY_FILE]),
        may_change_evidence=bool(model.Session.scalar(_MAY_CHANGE)),
    )
    broken = judge(site, RULES)
    for rule in broken:
        click.echo(f"{rule.option}: {rule.reason}\n  Do this: {rule.remedy}")
    if site.key_file_mode is not None or site.factor_key_file_mode is not None:
        click.echo(
            "Note: whoever administers this host can read its key files. Where that is not "
            "acceptable, keep the keys with an external holder."
        )
    click.echo(f"{len(broken)} of {len(RULES)} rules broken.")
    context.exit(1 if broken else 0)


def _mode(path: str | None) -> int | None:
    file = Path(path) if path else None
    return stat.S_IMODE(file.stat().st_mode) if file is not None and file.exists() else None
