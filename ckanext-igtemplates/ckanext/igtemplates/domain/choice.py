"""Which template fits: from a few facts, before a word is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .template import Template


def recommend(
    templates: Iterable[Template], facts: Mapping[str, object]
) -> list[tuple[Template, bool, tuple[str, ...]]]:
    """Return each template, whether it fits, and why: those that fit first.

    :param facts: as ``fact.FACTS`` names them; those not known are left out
    :returns: for one that fits, when to use it; for one that is refused, why. One that is not
        refused but made for another case comes without a reason of refusal, as not fitting.
    """
    found = []
    for template in templates:
        refusals = template.refusals(facts)
        meant = template.applies_when is None or template.applies_when.holds(facts)
        if refusals:
            found.append((template, False, tuple(one.reason for one in refusals)))
        else:
            found.append((template, meant, template.use_when))
    return sorted(found, key=lambda row: not row[1])
