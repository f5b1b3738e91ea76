"""The dataset and organization schemas, registered in whatever order plugins are listed."""

from pathlib import Path
from typing import Any

import yaml
from ckan.common import config

from . import definition
from .definition import fields, material_fields, material_part, requirements, sections

__all__ = [
    "add",
    "declare",
    "fields",
    "material_fields",
    "material_part",
    "requirements",
    "sections",
]

FOLDER = Path(__file__).parent
_SCHEMAS = {
    "scheming.dataset_schemas": "ckanext.datashare:schemas/agreement.yaml",
    "scheming.organization_schemas": "ckanext.datashare:schemas/body.yaml",
}
_PRESETS = "ckanext.datashare:schemas/presets.yaml"


def declare(declaration: Any) -> None:
    """Declare our options and append our schemas to scheming's.

    CKAN calls this before every plugin's ``update_config``, where scheming reads its options, so
    it works whether ``datashare`` is listed before scheming or after it.
    """
    path = FOLDER.parent / "config_declaration.yaml"
    declaration.load_dict(yaml.safe_load(path.read_text(encoding="utf-8")))
    for option, address in _SCHEMAS.items():
        _append(option, address)
    _append("scheming.presets", _PRESETS, default="ckanext.scheming:presets.json")


def add(folder: Path, package: str, *names: str) -> None:
    """Add dataset schemas of a sibling: files ``<name>.yaml`` of ``folder``, for scheming and us.

    Called from its ``declare_config_options``; ``package`` is the module that scheming finds the
    folder by, such as ``ckanext.igtemplates``.
    """
    for name in names:
        definition.add(name, folder / f"{name}.yaml")
        _append("scheming.dataset_schemas", f"{package}:{folder.name}/{name}.yaml")


def _append(option: str, address: str, default: str = "") -> None:
    listed = (config.get(option) or default).split()
    if address not in listed:
        config[option] = " ".join([*listed, address])
