"""`./dev test`: unit tests first, which need nothing, then those on real services."""

from __future__ import annotations

import os
import subprocess

from . import features, machine, slot, turn
from .place import PYTHON, ROOT
from .report import say

# What needs neither services nor CKAN.
PURE = ("tests/unit", "tests/packaging")
BROWSER = "tests/browser"
# pytest's exit code when no test was selected.
NONE_RAN = 5


def divided(arguments: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Return pure paths, other test paths, and options, as pytest was given them.

    Without any path both lists hold the whole of their kind.
    """
    paths = [word for word in arguments if _is_path(word)]
    options = [word for word in arguments if not _is_path(word)]
    if not paths:
        folders = [path for path in (ROOT / "tests").iterdir() if any(path.rglob("test_*.py"))]
        others = sorted(f"tests/{path.name}" for path in folders)
        others = [path for path in others if not _is_pure(path)]
        return list(PURE), others, options
    pure = [path for path in paths if _is_pure(path)]
    return pure, [path for path in paths if path not in pure], options


def test(arguments: list[str]) -> int:
    """Run the tests that pytest's `arguments` select; return its exit code."""
    pure, others, options = divided(arguments)
    if not arguments:
        # The whole suite says anew what is proven; a part of it adds to what is known.
        features.FILE.unlink(missing_ok=True)
    codes = []
    if others:
        machine.prepare_packages(browser=any(path.startswith(BROWSER) for path in others))
    machine.prepare_python()
    if pure:
        codes.append(_pytest(["-p", "no:ckan", "-p", "no:ckan_fixtures", *pure, *options]))
    if others:
        with turn.alone():
            machine.prepare_services()
        place = slot.chosen()
        slot.prepare(place)
        with turn.alone(f"test-{place.number}"):
            codes.append(_pytest([f"--ckan-ini={place.settings}", *others, *options]))
    return verdict(codes)


def verdict(codes: list[int]) -> int:
    """Return one exit code for several runs: a failure if any, no test only if none ran any."""
    failures = [code for code in codes if code not in (0, NONE_RAN)]
    if failures:
        return failures[0]
    return 0 if 0 in codes else NONE_RAN


def _is_path(word: str) -> bool:
    return not word.startswith("-") and (ROOT / word.partition("::")[0]).exists()


def _is_pure(path: str) -> bool:
    return path.removeprefix(f"{ROOT}/").startswith(PURE)


def _pytest(arguments: list[str]) -> int:
    say("  pytest " + " ".join(arguments))
    # Loading third-party plugins by name keeps runs equal whatever else is installed.
    return subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, env=os.environ).returncode
