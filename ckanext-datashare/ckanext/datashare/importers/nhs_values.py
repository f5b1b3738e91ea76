"""Values of NHS Digital's register in terms of ours; the source's words stay beside each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import yaml

from . import known
from .words import folded, listed, lower_first, unique

IDENTIFIABLE = (
    "Data provided to customer: Identifiable, Anonymised - ICO code compliant, "
    "Aggregated -anonymised"
)
LEGAL_BASIS = "Legal Basis for Provision of Data (Dissemination)"
OPT_OUTS = "Patient Opt-Outs applied"
CONFIDENTIALITY = "Common law duty of confidentiality"

Release = Mapping[str, str]
# Field of ours, and the column it comes from.
_COLUMNS = {
    "data_types": IDENTIFIABLE,
    "legal_powers": LEGAL_BASIS,
    "confidentiality_basis": CONFIDENTIALITY,
    "frequency": "Frequency",
    "method": "Frequency",
}
_IDENTIFIABLE_SENTENCES = {
    ("personal",): "They can identify people.",
    ("pseudonymised",): "Names are taken off, but each record still is about one person.",
    ("personal", "pseudonymised"): (
        "Some can identify people; from others names are taken off, but each record still is "
        "about one person."
    ),
}


@dataclass(slots=True)
class Values:
    """What all releases of an agreement say together."""

    fields: dict[str, object] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    laws: list[str] = field(default_factory=list)


def release(row: Release) -> dict[str, object]:
    """Return one release by the schema's names; the recipient's body is for the writer to find."""
    opt_outs, _ = _opt_outs(row[OPT_OUTS])
    values: dict[str, object] = {
        "source_row": row["RowID"],
        "dataset": row["Type of Data Provided"],
        "recipient_words": row["Organisation Name"],
        "identifiability": (_terms("data_types", row) or [""])[0],
        "identifiability_words": row[IDENTIFIABLE],
        "sensitive": _data()["sensitive"].get(folded(row["Sensitive or Non-Sensitive"])),
        "legal_powers": _terms("legal_powers", row),
        "legal_basis_words": row[LEGAL_BASIS],
        "frequency": _term("frequency", row),
        "frequency_words": row["Frequency"],
        "method": [term for term in [_term("method", row)] if term],
        "opt_outs": opt_outs,
        "opt_outs_words": row[OPT_OUTS],
        "confidentiality": _terms("confidentiality_basis", row),
        "confidentiality_words": row[CONFIDENTIALITY],
    }
    return {name: value for name, value in values.items() if value not in ("", None, [])}


def agreement(rows: list[Release]) -> Values:
    """Return the fields that an agreement's releases fill, and the sentences on them."""
    found = Values()
    for name in ("data_types", "legal_powers", "confidentiality_basis"):
        found.fields[name] = unique(term for row in rows for term in _terms(name, row))
    found.fields["method"] = unique(_term("method", row) for row in rows)
    frequencies = unique(_term("frequency", row) for row in rows)
    found.fields["frequency"] = frequencies[0] if len(frequencies) == 1 else ""
    answers = unique(row[OPT_OUTS] for row in rows)
    opt_outs = unique(_opt_outs(answer)[0] for answer in answers)
    found.fields["opt_outs_applied"] = opt_outs[0] if len(opt_outs) == 1 else ""
    found.fields["opt_outs_reason"] = "\n".join(unique(_opt_outs(answer)[1] for answer in answers))
    for name, column in {**_COLUMNS, "opt_outs_applied": OPT_OUTS}.items():
        found.words[name] = "\n".join(unique(row[column] for row in rows))
    found.words["data_types"] += "".join(
        f"\n{word}" for word in unique(row["Sensitive or Non-Sensitive"] for row in rows)
    )
    unknown = [
        row[LEGAL_BASIS] for row in rows if row[LEGAL_BASIS] and not _terms("legal_powers", row)
    ]
    found.fields["legal_powers_other"] = "\n".join(unique(unknown))
    kinds = found.fields["data_types"]
    identities = tuple(
        kind for kind in ("personal", "pseudonymised") if isinstance(kinds, list) and kind in kinds
    )
    found.sentences = [_IDENTIFIABLE_SENTENCES.get(identities, "")]
    if rows:
        found.sentences.append(f"Data sets: {', '.join(_data_sets(rows))}.")
    if "system-access" in unique(_term("method", row) for row in rows):
        found.sentences.append("Staff can log in to see it.")
    if answers:
        said = "; ".join(answer.strip(" .") for answer in answers)
        found.sentences.append(f"Opt-outs, as the source puts it: {said}.")
    found.laws = unique(row[LEGAL_BASIS].strip(" .") for row in rows)
    found.words = {name: words for name, words in found.words.items() if words}
    return found


def from_text(*, aim: str, activities: str) -> tuple[list[str], str, str]:
    """Return whose data it is, whether it may go on, and the sentence that says so.

    Only what the text says in so many words; empty where it does not.
    """
    subjects = [
        term for term, pattern in _data()["data_subjects"] if re.search(pattern, aim, re.IGNORECASE)
    ]
    for sentence in _sentences(activities):
        for term, pattern in _data()["onward_sharing"]:
            if re.search(pattern, sentence, re.IGNORECASE):
                return subjects, term, sentence
    return subjects, "", ""


def doubts(text: str) -> list[str]:
    """Return sentences that name who decides or works on the data beside the columns."""
    patterns = _data()["to_check"]
    return [
        sentence
        for sentence in _sentences(text)
        if any(re.search(pattern, sentence, re.IGNORECASE) for pattern in patterns)
    ][:3]


def group(rows: list[Release]) -> str:
    """Return what titles call the data: one or two groups, the larger first."""
    names = Counter(
        _group(data_set) for data_set in unique(row["Type of Data Provided"] for row in rows)
    )
    if not names:
        return "Health data"
    if set(names) == {"Births data", "Deaths data"}:
        return "Births and deaths data"
    ordered = [name for name, _ in names.most_common()]
    if len(ordered) <= 2:
        return listed([ordered[0], *map(lower_first, ordered[1:])])
    return f"{ordered[0]} and other health data"


def _group(data_set: str) -> str:
    text = folded(data_set)
    for name, pattern in _data()["groups"]:
        if re.search(pattern, text):
            return str(name)
    return data_set


def _data_sets(rows: list[Release]) -> list[str]:
    names = unique(row["Type of Data Provided"] for row in rows)
    return names if len(names) <= 10 else [*names[:9], f"and {len(names) - 9} more"]


def _opt_outs(answer: str) -> tuple[str, str]:
    """Return yes or no, and the reason that follows the dash."""
    word, _, reason = folded(answer).partition(" - ")
    if word not in ("yes", "no"):
        return "", answer
    return word, answer.partition(" - ")[2].strip() if reason else ""


def _terms(name: str, row: Release) -> list[str]:
    return list(_data()[name].get(folded(row[_COLUMNS[name]]), []))


def _term(name: str, row: Release) -> str:
    return str(_data()[name].get(folded(row[_COLUMNS[name]]), ""))


def _sentences(text: str) -> list[str]:
    flat = (" ".join(line.split()) for line in text.split("\n"))
    return [part.strip() for line in flat for part in re.split(r"(?<=[.?!])\s+", line) if part]


@lru_cache(maxsize=1)
def _data() -> dict:
    loaded: dict = yaml.safe_load((known.DATA / "nhs_digital.yaml").read_text(encoding="utf-8"))
    return loaded
