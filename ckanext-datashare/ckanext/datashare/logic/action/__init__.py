"""The public API: one module a noun, each listing its actions in ``__all__``."""

from types import ModuleType

from . import (
    agreement,
    board,
    body,
    dataset,
    decision,
    desk,
    document,
    event,
    file,
    notice,
    organization,
    part,
    party,
    role,
    second_factor,
    signature,
    task,
    tombstone,
    version,
)

NOUNS: tuple[ModuleType, ...] = (
    agreement,
    board,
    body,
    dataset,
    decision,
    desk,
    document,
    event,
    file,
    notice,
    organization,
    part,
    party,
    role,
    second_factor,
    signature,
    task,
    tombstone,
    version,
)
