"""``ckan datashare``: each group of commands is a module."""

import click


@click.group()
def datashare() -> None:
    """Look after the register of data sharing agreements."""


def commands() -> list[click.Command]:
    """Return the commands for CKAN's command line."""
    return [datashare]
