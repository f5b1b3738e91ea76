"""The dataset and organization schemas, registered in whatever order plugins are listed."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ckan.common import config

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


def _append(option: str, address: str, default: str = "") -> None:
    listed = (config.get(option) or default).split()
    if address not in listed:
        config[option] = " ".join([*listed, address])


@cache
def fields(row_type: str) -> dict[str, dict[str, Any]]:
    """Return the dataset fields of one of our types by name, as the schema file states them."""
    schema = yaml.safe_load((FOLDER / f"{row_type}.yaml").read_text(encoding="utf-8"))
    return {field["field_name"]: field for field in schema["dataset_fields"]}


def material_fields(row_type: str) -> frozenset[str]:
    """Return the fields that registration fixes: all but those marked ``material: false``."""
    return frozenset(
        name for name, field in fields(row_type).items() if field.get("material", True)
    )
