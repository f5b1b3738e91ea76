"""CKAN's settings files, made from the templates in config/ini."""

from __future__ import annotations

import os
from pathlib import Path
from string import Template

from .place import CONFIG


def filled(template: str, values: dict[str, str]) -> str:
    """Return the template with each ${name} replaced; a name without a value is an error.

    A percent sign is doubled: CKAN's reader takes it for the start of a reference.
    """
    doubled = {name: value.replace("%", "%%") for name, value in values.items()}
    return Template(template).substitute(doubled)


def write(name: str, path: Path, values: dict[str, str]) -> bool:
    """Write the settings file from the template `name`; tell whether it changed."""
    template = (CONFIG / "ini" / f"{name}.ini.template").read_text("utf-8")
    text = filled(template, values)
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return True
