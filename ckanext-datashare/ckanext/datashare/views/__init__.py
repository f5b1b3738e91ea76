"""Every blueprint of the register; each noun has its own module."""

from flask import Blueprint

from ..guard import page
from . import (
    act,
    advice,
    agreement,
    board,
    body,
    desk,
    document,
    edit,
    existing,
    notice,
    part,
    reading,
    register,
    review,
    say,
    second_factor,
    signature,
    signing,
    upload,
    version,
)

# /agreement/new and its likes come before /agreement/<id>.
_NOUNS = (
    *(page, document, notice, second_factor, register, existing, agreement),
    *(edit, upload, review, act, version, body),
    *(board, reading, signing, signature, part, say, advice, desk),
)


def blueprints() -> list[Blueprint]:
    """Return the blueprints in the order CKAN should register them."""
    return [noun.blueprint for noun in _NOUNS]
