"""When the signatures under a text put it in force: the rule that was chosen at drafting."""

from __future__ import annotations

from collections.abc import Set

ALL = "all"
LEAD_AND_ONE = "lead_and_one"


def is_in_force(rule: str, *, lead: str, parties: Set[str], signed: Set[str]) -> bool:
    """Return whether an agreement is in force.

    :param rule: ``all``, or ``lead_and_one``: the lead and any other party
    :param parties: ids of the bodies that are still to be parties, the lead among them
    :param signed: ids of the bodies that have signed
    :raises ValueError: for a rule that nobody knows
    """
    if rule not in (ALL, LEAD_AND_ONE):
        raise ValueError(f"no rule {rule}")
    counted = signed & parties
    if lead not in counted or len(counted) < 2:
        return False
    return rule == LEAD_AND_ONE or counted >= parties
