"""What guided writing tells the register: ways to begin, tabs, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.datashare.interfaces import Problems

from . import written

# The text is held against its template whenever it goes to other people.
_HELD = frozenset({"submit", "agree", "freeze"})


def ways_to_begin() -> Iterable[dict[str, str]]:
    """Return the way to a new agreement."""
    yield {
        "title": tk._("No, write a new agreement"),
        "text": tk._("You answer questions in plain words, and an approved text is filled in."),
        "url": tk.url_for("igtemplates_start.begin"),
    }


def tabs(agreement: Mapping[str, Any]) -> Iterable[dict[str, str]]:
    """Return the link to go on writing, for those who may, while it is a draft."""
    if not agreement.get("template") or agreement.get("status") != "draft":
        return
    try:
        tk.check_access("package_update", {"user": tk.current_user.name}, {"id": agreement["id"]})
    except tk.NotAuthorized:
        return
    url = tk.url_for("igtemplates_writing.tasks", kind="agreement", id=agreement["id"])
    yield {"title": tk._("Continue writing"), "url": url}


def content_problems(before: Mapping[str, Any], after: Mapping[str, Any]) -> Problems:
    """Return why an agreement's content may not be as it is in ``after``."""
    return written.refused(before, after, type="agreement")


def move_problems(agreement: Mapping[str, Any], act: str) -> Problems:
    """Return what has to be done before others see the text."""
    return written.unready(agreement, type="agreement") if act in _HELD else {}
