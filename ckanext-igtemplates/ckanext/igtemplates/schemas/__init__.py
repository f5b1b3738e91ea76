"""The schemas of this extension's dataset types, a YAML file each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from ckanext.datashare.shared import schemas

FOLDER = Path(__file__).parent
_TYPES = ("template", "project", "dpia")


def declare(declaration: Any) -> None:
    """Declare our options and add our schemas to the register's."""
    path = FOLDER.parent / "config_declaration.yaml"
    declaration.load_dict(yaml.safe_load(path.read_text(encoding="utf-8")))
    schemas.add(FOLDER, "ckanext.igtemplates", *_TYPES)
