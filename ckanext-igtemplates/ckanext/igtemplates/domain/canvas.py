"""London's four-step method: outcome first, then who acts, what they see, and which data it takes.

The fields are those of ``schemas/project.yaml``; whoever starts with the data finds reasons to
share all of it, so they are asked in this order and no other.
"""

from __future__ import annotations

from collections.abc import Mapping

OUTCOME_FIRST = ("outcome", "users_and_action", "data_product", "datasets_needed")


def unanswered(content: Mapping[str, object]) -> tuple[str, ...]:
    """Return the fields that wait for an answer, in the order they should be asked."""
    return tuple(field for field in OUTCOME_FIRST if not str(content.get(field) or "").strip())


def may_answer(field: str, content: Mapping[str, object]) -> bool:
    """Return whether everything that comes before ``field`` is answered."""
    before = OUTCOME_FIRST[: OUTCOME_FIRST.index(field)]
    return not set(before) & set(unanswered(content))
