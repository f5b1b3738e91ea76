"""`./dev lock`: writes names, versions and hashes of all Python packages into config/lock."""

from __future__ import annotations

from pathlib import Path

from . import packages, python
from .place import ROOT
from .report import step


def lock(arguments: list[str]) -> int:
    """Resolve again; `--upgrade` takes newer versions than those locked."""
    packages.ensure(packages.PYTHON)
    python.installer()
    with step("lock files"):
        for name in ("uv", "build"):
            _compile(python.FOLDER / f"{name}.in", name, arguments)
        _compile(ROOT / "setup.py", "python", ["--extra", "server", "--extra", "dev", *arguments])
    return 0


def _compile(source: Path, name: str, more: list[str]) -> None:
    python.uv(
        *("pip", "compile", "--quiet", "--universal", "--python-version", "3.10"),
        *("--generate-hashes", "--no-emit-index-url"),
        *("--custom-compile-command", "./dev lock"),
        *("-o", f"config/lock/{name}.txt", *more, str(source.relative_to(ROOT))),
    )
