"""`./dev check`: lint, types, layers, documents. Each check runs, whatever the one before found."""

from __future__ import annotations

import subprocess

from . import documents, machine
from .place import ROOT, VENV
from .report import say

TOOLS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "layers": ["lint-imports"],
}


def check(arguments: list[str]) -> int:
    """Run all checks; 1 when one of them found something."""
    machine.prepare_python()
    failed = [name for name, words in TOOLS.items() if not _passes(name, words)]
    found = documents.faults(ROOT)
    for fault in found:
        say(f"  {fault}")
    if found:
        failed.append("documents")
    say(f"check: {', '.join(failed)} failed" if failed else "check: all passed")
    return 1 if failed else 0


def _passes(name: str, words: list[str]) -> bool:
    say(f"check: {name}")
    program, *arguments = words
    return subprocess.run([VENV / "bin" / program, *arguments], cwd=ROOT).returncode == 0
