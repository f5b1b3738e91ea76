"""The public API: one module a noun, each listing its actions in ``__all__``."""

from types import ModuleType

from . import agreement, dataset, document, event, file, notice, organization, party, role

NOUNS: tuple[ModuleType, ...] = (
    agreement,
    dataset,
    document,
    event,
    file,
    notice,
    organization,
    party,
    role,
)
