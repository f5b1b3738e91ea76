"""``ckan datashare``: each group of commands is a module."""

import click

from . import register


@click.group()
def datashare() -> None:
    """Look after the register of data sharing agreements."""


datashare.add_command(register.check_index_command)
datashare.add_command(register.rebuild)


def commands() -> list[click.Command]:
    """Return the commands for CKAN's command line."""
    return [datashare]
