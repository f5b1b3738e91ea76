"""What all downloads of this extension share: safe names, safe headers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ckan.types import Response
from flask import make_response

from ..render import html

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
_SHOWN = frozenset({"html", "txt", "json"})
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


def name(agreement: Mapping[str, Any], *more: str) -> str:
    """Return a file's name without its ending: letters, digits and hyphens alone."""
    reference = agreement.get("reference") or "draft"
    words = (f"{reference}-v{agreement.get('version') or 1}", *more)
    return "-".join(_UNSAFE.sub("-", word).strip("-")[:80] for word in words)


def send(made: bytes | str, *, form: str, name: str) -> Response:
    """Return a download; text is shown, everything else is kept as a file."""
    response = make_response(made)
    response.headers["Content-Type"] = TYPES[form]
    how = "inline" if form in _SHOWN else "attachment"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}.{form}"'
    return response


def standing_alone(response: Response) -> Response:
    """Let a document that we made use its own style, and nothing else."""
    if "Content-Disposition" in response.headers and response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = html.policy()
    return response
