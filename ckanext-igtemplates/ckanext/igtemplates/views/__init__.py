"""Pages: one module a noun, each with its blueprint."""

from __future__ import annotations

from flask import Blueprint

from . import approval, check, clause, document, dpia, project, records, start, template, writing

_NOUNS = (document, records, start, writing, check, clause, template, approval, project, dpia)


def blueprints() -> list[Blueprint]:
    """Return the blueprints of all pages."""
    return [noun.blueprint for noun in _NOUNS]
