"""Every blueprint of the register; each noun has its own module."""

from flask import Blueprint

from . import notice


def blueprints() -> list[Blueprint]:
    """Return the blueprints in the order CKAN should register them."""
    return [notice.blueprint]
