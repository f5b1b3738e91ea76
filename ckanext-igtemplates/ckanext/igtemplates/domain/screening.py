"""Is an impact assessment needed? UK GDPR Article 35(3), and the ICO's list under Article 35(4).

Some uses of data are enough by themselves. The others are signs: two of them together are enough,
as the European guidelines on Article 35 that the ICO follows have it (WP 248, III.B).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

_LARGE = frozenset({"10000-99999", "100000-999999", "1000000-more"})
_PERSONAL = frozenset({"personal", "special", "criminal", "pseudonymised"})


@dataclass(frozen=True, slots=True)
class Ground:
    """A thing to know about a use of data: enough alone, or a sign; where it comes from."""

    id: str
    question: str
    reason: str
    alone: bool
    source: str


@dataclass(frozen=True, slots=True)
class Screening:
    """Whether an assessment is needed, with a sentence for each ground that says so."""

    needed: bool
    reasons: tuple[str, ...]


class UnknownFact(ValueError):
    """A fact that is none of the grounds."""


def _alone(id: str, question: str, reason: str, source: str) -> Ground:
    return Ground(id, question, reason, True, source)


def _sign(id: str, question: str, reason: str, source: str) -> Ground:
    return Ground(id, question, reason, False, source)


_LIST = "ICO list, Article 35(4)"
GROUNDS: tuple[Ground, ...] = (
    _alone(
        "systematic_evaluation",
        "Does a machine judge people, with decisions that weigh on them?",
        "A machine judges people, and decisions that weigh on them follow.",
        "Article 35(3)(a)",
    ),
    _alone(
        "special_large_scale",
        "Is it special category or criminal data about many people?",
        "It uses special category or criminal data about many people.",
        "Article 35(3)(b)",
    ),
    _alone(
        "public_monitoring",
        "Are public places watched on a large scale?",
        "Public places are watched on a large scale.",
        "Article 35(3)(c)",
    ),
    _alone(
        "denial_of_service",
        "Could it decide who gets a service or a benefit, with special category data or a machine?",
        "Whether somebody gets a service or a benefit depends on it.",
        _LIST,
    ),
    _alone(
        "large_scale_profiling",
        "Are many people profiled?",
        "Many people are profiled.",
        _LIST,
    ),
    _alone(
        "data_matching",
        "Is data about people from several sources matched or brought together?",
        "Data about people from several sources is brought together.",
        _LIST,
    ),
    _alone(
        "children_targeted",
        "Is it about children, to judge them or to offer them something?",
        "It is about children, who need more protection.",
        _LIST,
    ),
    _alone(
        "physical_harm",
        "Could a leak put somebody's health or safety in danger?",
        "A leak could put somebody's health or safety in danger.",
        _LIST,
    ),
    _sign(
        "innovative_technology",
        "Is the technology new, or used in a new way?",
        "The technology is new, or used in a new way.",
        _LIST,
    ),
    _sign(
        "biometric_data",
        "Does it know people by their body, such as face or voice?",
        "It knows people by their body.",
        _LIST,
    ),
    _sign("genetic_data", "Is it genetic data?", "It uses genetic data.", _LIST),
    _sign(
        "invisible_processing",
        "Does data come from somebody else, without the people being told?",
        "People are not told that their data is used.",
        _LIST,
    ),
    _sign(
        "tracking",
        "Does it follow where people are or what they do?",
        "It follows where people are or what they do.",
        _LIST,
    ),
    _sign(
        "vulnerable_people",
        "Is it about people who cannot easily say no?",
        "It is about people who cannot easily say no.",
        "WP 248",
    ),
    _sign(
        "sensitive_data",
        "Is it special category or criminal data?",
        "It uses special category or criminal data.",
        "WP 248",
    ),
    _sign("large_scale", "Is it about many people?", "It is about many people.", "WP 248"),
)
_BY_ID = {ground.id: ground for ground in GROUNDS}


def assess(facts: Mapping[str, bool]) -> Screening:
    """Return whether an assessment is needed.

    :param facts: id of a ground to whether it is so; what is left out is not so
    :raises UnknownFact: for an id that is no ground
    """
    if unknown := sorted(facts.keys() - _BY_ID.keys()):
        raise UnknownFact(f"no such fact: {', '.join(unknown)}")
    found = [ground for ground in GROUNDS if facts.get(ground.id)]
    alone = [ground for ground in found if ground.alone]
    signs = [ground for ground in found if not ground.alone]
    if alone or len(signs) > 1:
        return Screening(True, tuple(ground.reason for ground in (*alone, *signs)))
    return Screening(False, tuple(ground.reason for ground in signs))


def facts_of(
    *,
    data_types: Collection[str],
    people_affected: str = "",
    direction: str = "",
    children: bool = False,
) -> dict[str, bool]:
    """Return the facts that the answers of an agreement or an assessment already tell.

    :param data_types: values of the list ``data_types``
    :param people_affected: a value of the list of that name
    :param direction: a value of the list of that name; ``pooled`` brings data together
    :param children: whether it is about children
    """
    kinds = set(data_types)
    is_large, is_personal = people_affected in _LARGE, bool(kinds & _PERSONAL)
    is_sensitive = bool(kinds & {"special", "criminal"})
    return {
        "special_large_scale": is_sensitive and is_large,
        "sensitive_data": is_sensitive and not is_large,
        "data_matching": direction == "pooled" and is_personal,
        "children_targeted": children and is_personal,
        "large_scale": is_large and is_personal and not is_sensitive,
    }


def facts_in(content: Mapping[str, object]) -> dict[str, bool]:
    """Return the facts in the stored content of an agreement or an assessment."""
    subjects = _listed(content.get("data_subjects") or content.get("individuals"))
    return facts_of(
        data_types=_listed(content.get("data_types")),
        people_affected=str(content.get("people_affected") or content.get("volume") or ""),
        direction=str(content.get("direction") or ""),
        children="children" in subjects or content.get("children_or_vulnerable") == "yes",
    )


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
