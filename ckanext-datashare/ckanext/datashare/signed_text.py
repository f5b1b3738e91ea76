"""The text of an agreement as it was frozen for signing, for those who may read all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import freezing
from .model.agreement import Agreement
from .model.frozen import Frozen, FrozenPart


@dataclass(frozen=True, slots=True)
class SignedText:
    """``agreement`` is its content as frozen, ``root`` hex, ``pdf`` the very bytes of the root."""

    agreement: dict[str, Any]
    reference: str
    version: int
    root: str
    pdf: bytes


def of(package_id: str) -> SignedText | None:
    """Return the text that is being signed or was signed; None for a draft and an upload.

    Nothing is kept back and nothing of a reader's rights is asked.
    """
    row = Agreement.get(package_id)
    kept = Frozen.get(row.frozen_id) if row is not None else None
    if kept is None:
        return None
    return SignedText(
        agreement=freezing.agreement(kept, FrozenPart.of(kept.id)),
        reference=kept.reference,
        version=kept.version,
        root=kept.root.hex(),
        pdf=kept.pdf,
    )
