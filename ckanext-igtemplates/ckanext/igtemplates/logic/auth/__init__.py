"""Who may call each action: one module a noun, each listing its functions in ``__all__``."""

from types import ModuleType

NOUNS: tuple[ModuleType, ...] = ()
