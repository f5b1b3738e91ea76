"""The text of a DOCX as readers see it, and the text in it that they do not see."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ...domain.finding import Finding, FindingKind, shortened
from .package import Package, W

_CHANGES = {
    f"{W}ins": "added",
    f"{W}del": "deleted",
    f"{W}moveFrom": "moved away",
    f"{W}moveTo": "moved here",
}
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_TEXT = frozenset({f"{W}t", f"{W}delText"})
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGE_END = "\f"
_OFF = frozenset({"0", "false", "off"})
# Cells and paragraphs without a ground of their own are white.
_PLAIN = frozenset({"", "auto", "ffffff"})


class Reader:
    """Walks one DOCX once for its text, its hidden text and its tracked changes."""

    def __init__(self, package: Package) -> None:
        self.findings: list[Finding] = []
        self._hidden_styles = set(_hidden_styles(package))
        self._page: int | None = None

    def pages(self, package: Package) -> list[str]:
        """Return the text, cut where Word noted the end of a page.

        Headers, footers and notes follow the last page.
        """
        root = package.xml(package.main)
        marked = root is not None and next(root.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self._page = 1 if marked else None
        text = self._part(root) if root is not None else ""
        self._page = None
        rest = [
            self._part(part)
            for word in ("header", "footer", "footnotes", "endnotes")
            for part in package.beside(word)
        ]
        pages = [_tidy(page) for page in text.split(_PAGE_END)]
        pages[-1] = "\n".join(part for part in (pages[-1], *map(_tidy, rest)) if part)
        return pages

    def _part(self, root: etree._Element) -> str:
        pieces: list[str] = []
        hidden: list[str] = []
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if event == "start":
                if tag == f"{W}lastRenderedPageBreak" and self._page is not None:
                    self._page += 1
                    pieces.append(_PAGE_END)
                elif tag in _CHANGES and element.getparent().tag != f"{W}rPr":
                    self._change(element)
                elif tag in _TEXT or tag in _BREAKS:
                    words = element.text or "" if tag in _TEXT else _BREAKS[tag]
                    self._words(element, words, pieces, hidden)
            elif tag == f"{W}p":
                pieces.append("\n")
                self._tell_hidden(hidden)
        self._tell_hidden(hidden)
        return "".join(pieces)

    def _words(
        self, element: etree._Element, words: str, pieces: list[str], hidden: list[str]
    ) -> None:
        inside = list(element.iterancestors())
        if any(parent.tag == _FALLBACK for parent in inside):
            return  # the same text box again, for older programs
        if any(parent.tag in _GONE for parent in inside):
            return
        run = next((parent for parent in inside if parent.tag == f"{W}r"), None)
        if run is not None and self._is_hidden(run):
            hidden.append(words)
        else:
            pieces.append(words)

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        style = properties.find(f"{W}rStyle")
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return _is_on(vanish)
        if style is not None and style.get(f"{W}val") in self._hidden_styles:
            return True
        colour = properties.find(f"{W}color")
        white = colour is not None and colour.get(f"{W}val", "").lower() == "ffffff"
        return white and not _has_ground(run)

    def _change(self, element: etree._Element) -> None:
        words = shortened("".join(node.text or "" for node in element.iter(*_TEXT)))
        if words:
            label = _CHANGES[element.tag]
            self.findings.append(
                Finding(kind=FindingKind.TRACKED_CHANGE, text=words, page=self._page, label=label)
            )

    def _tell_hidden(self, hidden: list[str]) -> None:
        words = shortened("".join(hidden))
        hidden.clear()
        if words:
            self.findings.append(Finding(kind=FindingKind.HIDDEN_TEXT, text=words, page=self._page))


def _hidden_styles(package: Package) -> Iterator[str]:
    for root in package.beside("styles"):
        for style in root.iter(f"{W}style"):
            vanish = style.find(f"{W}rPr/{W}vanish")
            if vanish is not None and _is_on(vanish):
                yield style.get(f"{W}styleId", "")


def _is_on(element: etree._Element) -> bool:
    return element.get(f"{W}val", "true").lower() not in _OFF


def _has_ground(run: etree._Element) -> bool:
    """Return whether run, paragraph or cell is shaded, so that white text shows on it."""
    for element in (run, *run.iterancestors(f"{W}p", f"{W}tc", f"{W}tbl", f"{W}txbxContent")):
        if element.tag == f"{W}txbxContent":
            return True  # drawn shapes have colours of their own
        for properties in element.findall(f"{element.tag}Pr"):
            if properties.find(f"{W}highlight") is not None:
                return True
            shade = properties.find(f"{W}shd")
            if shade is not None and shade.get(f"{W}fill", "").lower() not in _PLAIN:
                return True
    return False


def _tidy(text: str) -> str:
    return "\n".join(line for line in (line.strip() for line in text.splitlines()) if line)
