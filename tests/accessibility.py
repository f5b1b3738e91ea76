"""Pages under a microscope: axe-core's rules of WCAG 2.2 AA, and what it has no rule for."""

from __future__ import annotations

from typing import Any

# Fonts are there and nothing moves: a menu that unfolds lies over its neighbours meanwhile.
SETTLED = """async () => {
    await document.fonts.ready;
    await new Promise(done => setTimeout(done, 400));
    await Promise.allSettled(document.getAnimations().map(one => one.finished));
}"""
# What the law asks of public bodies' pages: WCAG 2.2, levels A and AA.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Any) -> list[str]:
    """Return each broken rule with the elements that break it."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate(SETTLED)
    options = {"runOnly": {"type": "tag", "values": TAGS}}
    answer = Axe().run(page, options=options).response
    assert answer["passes"], "no rule was applied: the page did not load"
    found = answer["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for rule in found
        for node in rule["nodes"]
    ]


def sideways(page: Any) -> int:
    """Return by how many points a page is wider than its window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def headings(page: Any) -> list[str]:
    """Return the texts of the page's main headings."""
    return [words.strip() for words in page.locator("h1").all_inner_texts()]
