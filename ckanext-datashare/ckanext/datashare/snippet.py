"""The place in an agreement where a searched word stands, for results already on the page.

One request asks for the ids shown, with the filters that found them: who may not see a text gets
no piece of it, even where another's search would have found it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import pysolr
from ckan.common import config
from ckan.lib.search import SearchError
from ckan.lib.search.common import make_connection
from ckan.lib.search.query import QUERY_FIELDS, solr_literal
from markupsafe import Markup, escape

# Later ones are asked only where the earlier have no word of the search.
FIELDS = ("notes", "ds_words", "ds_document_text")
DOCUMENT = "ds_document_text"
LENGTH = 220  # characters
# The whole of a long document, not its first pages only.
_ANALYSED = 10_000_000
_OPEN, _CLOSE = Markup("<mark>"), Markup("</mark>")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text with the words marked; ``of_document`` when a document says it."""

    text: Markup
    of_document: bool


def of(query: str, ids: Sequence[str], *, labels: Sequence[str]) -> dict[str, Snippet]:
    """Return the best piece for each of ``ids``; those without one are left out.

    :param query: the search as it found the ids, already cleaned
    :param labels: the permission labels of whoever asks
    :raises ckan.lib.search.SearchError: when the search engine does not answer
    """
    if not query or not ids:
        return {}
    # Nobody can know these beforehand, so no text can pass its own markup off as ours.
    start, end = (f"\ue000{secrets.token_hex(8)}" for _ in range(2))
    try:
        found = make_connection().search(query, **_asked(ids, labels, start, end))
    except (pysolr.SolrError, OSError) as error:
        raise SearchError(str(error)) from error
    pieces = {
        document["id"]: _best(found.highlighting.get(document["index_id"], {}), start, end)
        for document in found.docs
    }
    return {key: piece for key, piece in pieces.items() if piece is not None}


def _asked(ids: Sequence[str], labels: Sequence[str], start: str, end: str) -> dict[str, object]:
    return {
        "fq": [
            f"+site_id:{solr_literal(config['ckan.site_id'])}",
            "+state:active",
            f"+permission_labels:({_any_of(labels)})",
            f"+id:({_any_of(ids)})",
        ],
        "rows": len(ids),
        "fl": "id,index_id",
        "defType": "dismax",
        "qf": QUERY_FIELDS,
        "mm": "2<-1 5<80%",
        "hl": "true",
        "hl.method": "unified",
        "hl.fl": ",".join(FIELDS),
        "hl.snippets": 1,
        "hl.fragsize": LENGTH,
        "hl.bs.type": "WORD",
        "hl.maxAnalyzedChars": _ANALYSED,
        "hl.tag.pre": start,
        "hl.tag.post": end,
    }


def _any_of(values: Sequence[str]) -> str:
    return " OR ".join(solr_literal(value) for value in values)


def _best(fields: dict[str, list[str]], start: str, end: str) -> Snippet | None:
    for field in FIELDS:
        for text in fields.get(field) or ():
            if start in text:  # a value of several may come back empty
                return Snippet(_marked(text, start, end), of_document=field == DOCUMENT)
    return None


def _marked(text: str, start: str, end: str) -> Markup:
    # What is escaped stays escaped: Markup's replace escapes what it is not told to trust.
    safe: Markup = escape(" ".join(text.split()))
    return safe.replace(start, _OPEN).replace(end, _CLOSE)
