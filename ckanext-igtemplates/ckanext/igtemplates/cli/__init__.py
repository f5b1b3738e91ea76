"""``ckan igtemplates``: templates from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import click

from .. import library

FILES = tuple(sorted(Path(library.__file__).parent.glob("*.yaml")))


@click.group()
def igtemplates() -> None:
    """Look after the library of templates."""


@igtemplates.command("load")
@click.argument("owner")
def load(owner: str) -> None:
    """Load the templates that come with the extension, kept by the body OWNER.

    Versions that are there already stay; a changed text needs a new version number.
    """
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        try:
            found = _call("igtemplates_template_import", owner_org=owner, text=text)
        except tk.ValidationError as error:
            said = " ".join(words for listed in error.error_dict.values() for words in listed)
            raise click.ClickException(f"{path.name}: {said}") from error
        said = "published" if found["published"] else "there already"
        click.echo(f"{found['template']} version {found['version']}: {said}")


def _call(action: str, **data: Any) -> Any:
    # The command line acts as the site itself; whoever runs it has the settings file.
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    return tk.get_action(action)({"user": user, "ignore_auth": True}, data)


def commands() -> list[click.Command]:
    """Return the commands for CKAN's command line."""
    return [igtemplates]
