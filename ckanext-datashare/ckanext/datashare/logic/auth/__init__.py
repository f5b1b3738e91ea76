"""Who may call each action: one module a noun, each listing its functions in ``__all__``."""

from types import ModuleType

from . import agreement, document, event, notice, party, role

NOUNS: tuple[ModuleType, ...] = (
    agreement,
    document,
    event,
    notice,
    party,
    role,
)
