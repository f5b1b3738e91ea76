"""``ckan datashare``: each group of commands is a module."""

import click

from . import audit, check_config, import_, outbox, register, sample, second_factor, tick


@click.group()
def datashare() -> None:
    """Look after the register of data sharing agreements."""


datashare.add_command(audit.audit)
datashare.add_command(import_.import_command)
datashare.add_command(import_.template)
datashare.add_command(register.check_index_command)
datashare.add_command(register.rebuild)
datashare.add_command(outbox.outbox)
datashare.add_command(sample.sample)
datashare.add_command(second_factor.second_factor)
datashare.add_command(tick.tick)
datashare.add_command(check_config.check_config)


def commands() -> list[click.Command]:
    """Return the commands for CKAN's command line."""
    return [datashare]
