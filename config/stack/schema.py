"""The search core's schema: the installed CKAN's own, and the fields of agreements."""

from __future__ import annotations

import re
from pathlib import Path

from .place import VENV
from .report import Failure

FIELDS_END = "</fields>"
SCHEMA_END = "</schema>"


def installed() -> Path:
    """Return the schema file of the CKAN in our Python environment."""
    found = sorted(VENV.glob("lib/python3*/site-packages/ckan/config/solr/schema.xml"))
    if not found:
        raise Failure("CKAN is not in .local/venv", do="run ./dev up, which installs it")
    return found[-1]


def merged(ckan: str, ours: str) -> str:
    """Return CKAN's schema with the fields and copies of ours put in at the ends of their lists.

    A text operation, so that the rest stays as CKAN wrote it, comments included.
    """
    fields = _between(ours, "<fields>", FIELDS_END)
    copies = "\n".join(re.findall(r"<copyField [^>]*/>", ours))
    for mark in (FIELDS_END, SCHEMA_END):
        if ckan.count(mark) != 1:
            raise Failure(
                f"CKAN's search schema has no single {mark}", do="use CKAN 2.12, see README.md"
            )
    with_fields = ckan.replace(FIELDS_END, fields + FIELDS_END)
    return with_fields.replace(SCHEMA_END, copies + "\n" + SCHEMA_END)


def _between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]
