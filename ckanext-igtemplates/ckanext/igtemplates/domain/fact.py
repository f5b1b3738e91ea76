"""Facts from which a template is chosen: few, plain, known before a word is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# bodies: two, many. direction: as the agreement's field. The others: yes, no.
FACTS = frozenset(
    {
        "bodies",
        "direction",
        "special",
        "criminal",
        "children",
        "dpia_needed",
        "low_risk",
        "anonymous",
    }
)
_CHILDREN = frozenset({"children", "pupils-students"})


def facts_of(answers: Mapping[str, object]) -> dict[str, object]:
    """Return the facts that answers of an agreement tell; what they do not tell is left out."""
    found: dict[str, object] = {}
    parties = _items(answers.get("parties"))
    if parties:
        found["bodies"] = "many" if len(parties) > 2 else "two"
    if answers.get("direction"):
        found["direction"] = answers["direction"]
    types = {item for item in _items(answers.get("data_types")) if isinstance(item, str)}
    if types:
        found["special"] = "yes" if "special" in types else "no"
        found["criminal"] = "yes" if "criminal" in types else "no"
        found["anonymous"] = "yes" if types == {"anonymous"} else "no"
    subjects = {item for item in _items(answers.get("data_subjects")) if isinstance(item, str)}
    if subjects:
        found["children"] = "no" if subjects.isdisjoint(_CHILDREN) else "yes"
    if answers.get("dpia"):
        found["dpia_needed"] = "yes"
    elif answers.get("dpia_not_needed_reason"):
        found["dpia_needed"] = "no"
    return found


def _items(answer: object) -> Sequence[object]:
    listed = isinstance(answer, Sequence) and not isinstance(answer, (str, bytes))
    return answer if listed and isinstance(answer, Sequence) else ()
