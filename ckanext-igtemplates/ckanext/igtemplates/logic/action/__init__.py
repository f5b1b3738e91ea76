"""The public API: one module a noun, each listing its actions in ``__all__``."""

from types import ModuleType

NOUNS: tuple[ModuleType, ...] = ()
