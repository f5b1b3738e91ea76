"""Who may call each action: one module a noun, each listing its functions in ``__all__``."""

from types import ModuleType

from . import (
    approval,
    dpia,
    project,
    ropa,
    screening,
    template,
    writing,
)

NOUNS: tuple[ModuleType, ...] = (
    approval,
    dpia,
    project,
    ropa,
    screening,
    template,
    writing,
)
