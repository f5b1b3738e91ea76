"""A signed text with its signatures, as one file that anyone can check offline."""

from __future__ import annotations

import base64
from typing import Any

from . import freezing, siblings
from .audit import key
from .model.agreement import Agreement
from .model.frozen import Frozen, FrozenPart
from .model.signature import Signature
from .model.withheld import Withheld
from .verify_signed import SIGNED


def of(row: Agreement, kept: Frozen, *, whole: bool) -> dict[str, Any]:
    """Return the proof of a frozen text.

    :param whole: withheld parts in words too, as the parties have them
    """
    parts = FrozenPart.of(kept.id)
    withheld = _reaching(Withheld.standing(row.package_id), freezing.agreement(kept, parts))
    return {
        "format": SIGNED,
        "public_keys": [str(one) for one in key.public()],
        "reference": kept.reference,
        "version": kept.version,
        "root": kept.root.hex(),
        "pdf_sha256": kept.pdf_sha256,
        "in_force_when": kept.rule,
        "parts": [_part(part, withheld.get(part.path), whole) for part in parts],
        "statements": [one.note for one in Signature.under(kept.id)],
    }


def _reaching(standing: dict[str, Withheld], signed: dict[str, Any]) -> dict[str, Withheld]:
    """Return what is withheld, with the parts that would tell it: a clause quotes fields."""
    reached = {
        path: one for place, one in standing.items() for path in siblings.telling(signed, place)
    }
    return {**reached, **standing}


def _part(part: Any, withheld: Withheld | None, whole: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"path": part.path}
    if withheld is not None:
        shown["withheld"] = {"reason": withheld.reason, "exemption": withheld.exemption}
    if withheld is None or whole:
        return {**shown, "value": part.value, "salt": base64.b64encode(part.salt).decode()}
    return {**shown, "commitment": part.commitment.hex()}
