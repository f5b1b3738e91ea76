"""Has a document read by a process of its own, within limits of time, memory and size."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..domain.document import DocumentRefused, Extracted, Limits, Reason
from ..domain.finding import Finding
from .child import MAX_ANSWER

_MODULE = "ckanext.datashare.document.child"


@dataclass(frozen=True, slots=True)
class Examined:
    """What reading a document gave: its text and what a person should know of it."""

    extracted: Extracted
    findings: list[Finding]


def examine(data: bytes, *, filename: str, limits: Limits | None = None) -> Examined:
    """Return the text of a PDF or DOCX and what was found in it.

    :param filename: as its owner calls it; its ending must agree with the content
    :raises DocumentRefused: with the reason and what to do
    """
    limits = limits or Limits()
    if not data:
        raise DocumentRefused(Reason.EMPTY)
    if len(data) > limits.megabytes * 1_000_000:
        raise DocumentRefused(Reason.TOO_LARGE, limit=limits.megabytes)
    answer = _ask(data, filename=filename, limits=limits)
    if "refused" in answer:
        raise DocumentRefused(Reason(answer["refused"]), **answer["words"])
    extracted = Extracted(answer["mimetype"], tuple(answer["pages"]))
    return Examined(extracted, [Finding.from_dict(found) for found in answer["findings"]])


def _ask(data: bytes, *, filename: str, limits: Limits) -> dict[str, Any]:
    asked = json.dumps({"filename": filename[-200:], "limits": asdict(limits)})
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        question.write(data)
        question.seek(0)
        try:
            done = subprocess.run(  # noqa: S603  # our own module, arguments as a list
                [_python(), "-m", _MODULE, asked],
                stdin=question,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds + 5,
                env=_environment(),
                start_new_session=True,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise DocumentRefused(Reason.TOO_SLOW) from error
        if done.returncode != 0:
            raise DocumentRefused(_reason(done.returncode))
        answer.seek(0)
        found: dict[str, Any] = json.loads(answer.read(MAX_ANSWER))
        return found


def _reason(code: int) -> Reason:
    """Return what the end of the child tells: killed for its time, or lost in the document."""
    slow = {-signal.SIGXCPU, -signal.SIGKILL}
    return Reason.TOO_SLOW if code in slow else Reason.BROKEN


def _python() -> str:
    """Return the Python of this environment; some web servers embed one and name themselves."""
    if Path(sys.executable or "").name.startswith("python"):
        return sys.executable
    return str(Path(sys.exec_prefix) / "bin" / "python3")


def _is_package(path: str) -> bool:
    """Return whether a search path is itself a package: CKAN puts its own folder on the path, and
    its modules would hide Python's of the same names."""
    return (Path(path) / "__init__.py").exists()


def _environment() -> dict[str, str]:
    """Return a bare environment: no addresses, passwords or keys of the site."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path and not _is_package(path)),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
