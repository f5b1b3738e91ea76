"""The public API: one module a noun, each listing its actions in ``__all__``."""

from types import ModuleType

from . import agreement, dataset, event, notice, organization, party, role

NOUNS: tuple[ModuleType, ...] = (
    agreement,
    dataset,
    event,
    notice,
    organization,
    party,
    role,
)
