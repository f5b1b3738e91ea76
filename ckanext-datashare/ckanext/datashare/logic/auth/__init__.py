"""Who may call each action: one module a noun, each listing its functions in ``__all__``."""

from types import ModuleType

from . import agreement, body, decision, document, event, notice, party, role, task, tombstone

NOUNS: tuple[ModuleType, ...] = (
    agreement,
    body,
    decision,
    document,
    event,
    notice,
    party,
    role,
    task,
    tombstone,
)
