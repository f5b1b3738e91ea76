"""Every blueprint of the register; each noun has its own module."""

from flask import Blueprint

from ..guard import page
from . import (
    act,
    agreement,
    body,
    document,
    edit,
    existing,
    notice,
    register,
    review,
    second_factor,
    upload,
)

# /agreement/new and its likes come before /agreement/<id>.
_NOUNS = (
    *(page, document, notice, second_factor, register, existing, agreement),
    *(edit, upload, review, act, body),
)


def blueprints() -> list[Blueprint]:
    """Return the blueprints in the order CKAN should register them."""
    return [noun.blueprint for noun in _NOUNS]
