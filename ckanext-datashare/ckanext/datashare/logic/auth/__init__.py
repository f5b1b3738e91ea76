"""Who may call each action: one module a noun, each listing its functions in ``__all__``."""

from types import ModuleType

from . import event, notice

NOUNS: tuple[ModuleType, ...] = (
    event,
    notice,
)
