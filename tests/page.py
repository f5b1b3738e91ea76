"""A page as tests read it: its elements by class and its words."""

from __future__ import annotations

from typing import Any

from lxml import html


def parsed(response: Any) -> Any:
    """Return the document of a response."""
    return html.fromstring(response.body)


def select(element: Any, path: str) -> list[Any]:
    """Return the elements that ``path`` names, such as ``.ds-result h3 a``: tags and classes."""
    steps = []
    for part in path.split():
        tag, _, name = part.partition(".")
        step = f"//{tag or '*'}"
        if name:
            step += f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
        steps.append(step)
    found: list[Any] = element.xpath("." + "".join(steps))
    return found


def words(element: Any) -> str:
    """Return an element's text in one line."""
    return " ".join(element.text_content().split())


def heading(page: Any) -> str:
    """Return the one main heading of a page."""
    (found,) = page.iter("h1")
    return words(found)
