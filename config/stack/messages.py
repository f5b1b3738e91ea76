"""`./dev messages`: gathers every word for people into a template for translators."""

from __future__ import annotations

from . import machine
from .command import run
from .place import CONFIG, ROOT, VENV
from .report import step

SOURCE = "ckanext-datashare/ckanext/datashare"
TEMPLATE = f"{SOURCE}/i18n/ckanext-datashare.pot"


def messages(arguments: list[str]) -> int:
    """Write the template of messages again; translators start from it."""
    machine.prepare_python()
    with step("messages"):
        run(
            [
                *(VENV / "bin" / "pybabel", "-q", "extract", "-F", CONFIG / "babel.cfg"),
                *("-k", "N_", "--no-location", "--sort-output", "--omit-header"),
                *("-o", ROOT / TEMPLATE, SOURCE),
            ],
            do="mend the file that it names",
        )
    return 0
