"""Checks of the documents: links lead somewhere, commands exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"\./dev ([a-z]+)")


def faults(root: Path) -> list[str]:
    """Return a sentence for each broken link and unknown `./dev` command in the Markdown files."""
    from .entry import COMMANDS

    listed = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=root, capture_output=True, text=True, check=True
    )
    found = []
    for name in listed.stdout.split():
        path = root / name
        if path.exists():
            found += file_faults(path, path.read_text("utf-8"), set(COMMANDS))
    return found


def file_faults(path: Path, text: str, commands: set[str]) -> list[str]:
    """Return the faults of one file."""
    broken = [
        f"{path.name}: the link {target} leads nowhere"
        for target in LINK.findall(text)
        if not (path.parent / target).exists()
    ]
    unknown = [
        f"{path.name}: there is no ./dev {word}"
        for word in COMMAND.findall(text)
        if word not in commands | {"help"}
    ]
    return broken + unknown
