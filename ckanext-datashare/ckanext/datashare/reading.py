"""The full text of an agreement, to be read inside a page of the site."""

from __future__ import annotations

from html import escape

from lxml import html as markup

from . import content, freezing, siblings
from .model.agreement import Agreement
from .model.frozen import Frozen, FrozenPart


def html(row: Agreement, kept: Frozen | None) -> str | None:
    """Return the text as it is frozen in ``kept``, or as it is drafted where that is None.

    Its maker escapes what people wrote. Nothing is kept back: this is for the parties.

    :returns: HTML without a main heading; None where no extension makes documents
    """
    if kept is not None:
        return _inside(freezing.document(kept, FrozenPart.of(kept.id), withheld={}).html)
    made = siblings.document(
        content.of(row.package_id),
        reference=row.reference or "",
        version=row.version,
        root="",
        withheld={},
    )
    return _inside(made.html) if made is not None else None


def _inside(page: str) -> str:
    """Return what stands in a page's ``main``, but for its heading: our page has one of its own."""
    parsed = markup.document_fromstring(page)
    main = parsed.find(".//main")
    main = parsed.find(".//body") if main is None else main
    for heading in main.findall("h1"):
        main.remove(heading)
    inner = "".join(markup.tostring(child, encoding="unicode") for child in main)
    return escape(main.text or "") + inner
