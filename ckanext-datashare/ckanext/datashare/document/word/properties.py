"""What a DOCX tells of people and organisations beside its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ...domain.finding import Finding, FindingKind, shortened
from .package import Package, W

_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_CORE = "docprops/core.xml"
_APP = "docprops/app.xml"
_CUSTOM = "docprops/custom.xml"
# Title, dates, counts and names of programs are left out.
_LABELS = {
    (_CORE, "creator"): "Author",
    (_CORE, "lastModifiedBy"): "Last modified by",
    (_CORE, "subject"): "Subject",
    (_CORE, "keywords"): "Keywords",
    (_CORE, "description"): "Comments",
    (_CORE, "category"): "Category",
    (_CORE, "contentStatus"): "Status",
    (_APP, "Company"): "Company",
    (_APP, "Manager"): "Manager",
    (_APP, "HyperlinkBase"): "Link base",
}
MAX_CUSTOM = 100
MAX_COMMENTS = 2_000


def properties(package: Package) -> Iterator[Finding]:
    """Yield author, last editor, company and the like, once each."""
    for part in (_CORE, _APP):
        root = package.xml(part)
        for element in root if root is not None else ():
            if not isinstance(element.tag, str):
                continue
            label = _LABELS.get((part, element.tag.rsplit("}", 1)[-1]))
            if label:
                yield from _metadata(label, element.text)
    yield from _custom(package)
    for root in package.beside("people"):
        for person in root.iter(f"{_W15}person"):
            yield from _metadata("Editor", person.get(f"{_W15}author"))
    for sort, target, outside in package.relations():
        if sort == "attachedtemplate" and outside:
            yield from _metadata("Template", target)


def _custom(package: Package) -> Iterator[Finding]:
    root = package.xml(_CUSTOM)
    for element in list(root)[:MAX_CUSTOM] if root is not None else ():
        yield from _metadata(
            shortened(str(element.get("name") or "Property"))[:50],
            " ".join(str(piece) for piece in element.itertext()),
        )


def comments(package: Package) -> Iterator[Finding]:
    """Yield the comments, with their words and not their writers' names."""
    for root in package.beside("comments"):
        for comment in list(root.iter(f"{W}comment"))[:MAX_COMMENTS]:
            words = shortened(" ".join(node.text or "" for node in comment.iter(f"{W}t")))
            if words:
                yield Finding(kind=FindingKind.COMMENT, text=words, label="note")


def embedded(package: Package) -> Iterator[Finding]:
    """Yield the files inside the document, such as the spreadsheet behind a chart."""
    for name in package.names:
        path = PurePosixPath(name)
        if path.parent.name == "embeddings":
            yield Finding(kind=FindingKind.EMBEDDED_FILE, text=shortened(path.name))


def _metadata(label: str, value: str | None) -> Iterator[Finding]:
    words = shortened(value or "")
    if words:
        yield Finding(kind=FindingKind.METADATA, text=words, label=label)
