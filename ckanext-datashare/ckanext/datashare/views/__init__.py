"""Every blueprint of the register; each noun has its own module."""

from flask import Blueprint

from ..guard import page
from . import document, notice, register


def blueprints() -> list[Blueprint]:
    """Return the blueprints in the order CKAN should register them."""
    return [noun.blueprint for noun in (page, document, notice, register)]
