"""``ckan datashare second-factor``: make the key that seals people's second factors."""

from __future__ import annotations

import sys

import click

from .. import second_factor_key


@click.group("second-factor")
def second_factor() -> None:
    """Look after the key of people's second factors."""


@second_factor.command()
def keygen() -> None:
    """Make the key file at ckanext.datashare.second_factor.key_file; print its path."""
    try:
        click.echo(str(second_factor_key.generate()))
    except second_factor_key.KeyRefused as error:
        click.echo(f"Not done: {error}", err=True)
        sys.exit(2)
