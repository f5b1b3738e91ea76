"""`./dev messages`: gathers every word for people into templates for translators."""

from __future__ import annotations

from . import machine
from .command import run
from .place import CONFIG, ROOT, VENV
from .report import step

SOURCES = {
    f"ckanext-{name}": f"ckanext-{name}/ckanext/{name}" for name in ("datashare", "igtemplates")
}


def messages(arguments: list[str]) -> int:
    """Write each extension's template of messages again; translators start from them."""
    machine.prepare_python()
    with step("messages"):
        for name, source in SOURCES.items():
            target = ROOT / source / "i18n" / f"{name}.pot"
            target.parent.mkdir(exist_ok=True)
            run(
                [
                    *(VENV / "bin" / "pybabel", "-q", "extract", "-F", CONFIG / "babel.cfg"),
                    *("-k", "N_", "--no-location", "--sort-output", "--omit-header"),
                    *("-o", target, source),
                ],
                do="mend the file that it names",
            )
    return 0
