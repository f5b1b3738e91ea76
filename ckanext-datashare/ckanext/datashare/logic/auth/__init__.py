"""Who may call each action: one module a noun, each listing its functions in ``__all__``."""

from types import ModuleType

from . import (
    agreement,
    board,
    body,
    decision,
    desk,
    document,
    event,
    notice,
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
    decision,
    desk,
    document,
    event,
    notice,
    part,
    party,
    role,
    second_factor,
    signature,
    task,
    tombstone,
    version,
)
