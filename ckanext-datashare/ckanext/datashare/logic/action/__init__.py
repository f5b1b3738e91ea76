"""The public API: one module a noun, each listing its actions in ``__all__``."""

from types import ModuleType

from . import (
    agreement,
    body,
    dataset,
    decision,
    document,
    event,
    file,
    notice,
    organization,
    party,
    role,
    task,
    tombstone,
)

NOUNS: tuple[ModuleType, ...] = (
    agreement,
    body,
    dataset,
    decision,
    document,
    event,
    file,
    notice,
    organization,
    party,
    role,
    task,
    tombstone,
)
