"""A document as tagged PDF: PDF/UA-1 (ISO 14289-1), set by typst with the fonts it brings."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ..domain.document import Document
from . import data, glyphs

# Characters of a word that is set in one piece: a fingerprint fits a line, a column holds less.
LONGEST = 72
LONGEST_IN_TABLE = 14
# A typesetter leaves a line after this mark if it must; it is no part of the text.
_MAY_BREAK = "\u200b"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


@cache
def _source() -> bytes:
    return Path(__file__).with_name("document.typ").read_bytes()


def render(document: Document) -> bytes:
    """Return the file. A character that its fonts lack is written as its number: ``[U+65E5]``."""
    said = json.dumps(_set(data.of(document), LONGEST), ensure_ascii=False)
    made: bytes = typst.compile(
        _source(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": said},
        pdf_standards="ua-1",
    )
    return made


def _set(value: Any, longest: int) -> Any:
    """Return data whose texts can be set."""
    if isinstance(value, str):
        long = re.compile(rf"\S{{{longest}}}(?=\S)")
        return long.sub(lambda found: found[0] + _MAY_BREAK, glyphs.shown(value))
    if isinstance(value, list):
        return [_set(one, longest) for one in value]
    if isinstance(value, dict):
        within = LONGEST_IN_TABLE if value.get("kind") == "table" else longest
        return {key: _set(one, within) for key, one in value.items()}
    return value
